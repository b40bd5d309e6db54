using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Snippets;
using KlingGen.CompilerServices;
using KlingGen.Emulator;

namespace KlingGen.Cli.Serving;

/// <summary>What is said about an input before it is sent: the library's findings, the price, and the same call as C#.</summary>
internal static class InputOpinion
{
    public static JsonObject Of(InputModel model, JsonNode root, FalEmulator emulator)
    {
        IReadOnlyList<InputFinding> shape = ShapeCheck.Run(model, root);
        var names = new InputNames(model, []);
        JsonNode[] findings = shape.Count > 0
            ? [.. shape.Select(finding => Finding(PointerOf(finding.Steps), $"{names.Of(finding.Steps).Member} {finding.What}."))]
            : [.. FalValidator.Validate(new ShapedInput(model, root, new Dictionary<JsonNode, FalMedia>())).Select(static error => Finding(error.Pointer, error.Message))];
        FalEmulatorPrice price = emulator.PriceOf(model.Endpoint.EndpointId);
        long? images = ImagesAsked.Of(model.Endpoint, root);
        return new JsonObject
        {
            ["findings"] = new JsonArray(findings),
            ["unit_price"] = price.UnitPrice,
            ["unit"] = price.Unit,
            ["currency"] = price.Currency,
            ["estimate"] = images is { } count ? count * price.UnitPrice : null,
            ["code"] = shape.Count > 0 ? null : new InputCode(model).Program(root, emulator.Address),
        };
    }

    private static JsonObject Finding(string pointer, string text) => new() { ["pointer"] = pointer, ["message"] = text };

    private static string PointerOf(IReadOnlyList<InputStep> steps) =>
        string.Concat(steps.Select(static step => "/" + (step.Key?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) ?? step.Index.ToString(CultureInfo.InvariantCulture))));
}
