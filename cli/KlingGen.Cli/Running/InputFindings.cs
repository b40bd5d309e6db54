using System.Text.Json.Nodes;
using KlingGen.Cli.Running.Inputs;
using KlingGen.CompilerServices;

namespace KlingGen.Cli.Running;

/// <summary>What is wrong with an input, in the library's words and with the option's name.</summary>
internal static class InputFindings
{
    private const int Maximum = 4;

    /// <summary>Sentences without their full stops, in the order of the input; empty where it fits.</summary>
    public static IReadOnlyList<string> Of(ShapedInput input, InputNames names)
    {
        IReadOnlyList<InputFinding> shape = ShapeCheck.Run(input.Model, input.Root);
        if (shape.Count > 0)
            return [.. shape.Select(finding => $"{names.Of(finding.Steps)} {finding.What}")];
        return [.. FalValidator.Validate(input).Select(error => Named(error, input.Root, names).TrimEnd('.'))];
    }

    /// <summary>All findings as one error.</summary>
    public static CliException Error(string endpoint, IReadOnlyList<string> findings)
    {
        string text = string.Join("; ", findings.Take(Maximum).Select(static finding => finding.Length <= 200 ? finding : finding[..199] + "…"));
        string more = findings.Count > Maximum ? $"; and {findings.Count - Maximum} more" : "";
        return CliException.Usage($"Nothing was sent: the input does not fit {endpoint}. {text}{more}. See 'klinggen run {endpoint} --help', or send it anyway with --no-validate.");
    }

    private static string Named(FalValidationError error, JsonNode root, InputNames names)
    {
        string place = names.Of(Steps(error.Pointer, root)).ToString();
        // The library's remedy for a missing file is a line of C#.
        string message = error.Message.Replace(" Check the path, or give an address with FalMedia.FromUrl.", " Check the path after the @.", StringComparison.Ordinal)
            .Replace("or a file with FalMedia.FromFile", "or @ and the path of a file", StringComparison.Ordinal)
            .Replace("use FalMedia.FromFile to send it", "write @ before it to send it", StringComparison.Ordinal);
        return error.Member.Length > 0 && message.StartsWith(error.Member, StringComparison.Ordinal) ? place + message[error.Member.Length..] : message;
    }

    private static List<InputStep> Steps(string pointer, JsonNode root)
    {
        var steps = new List<InputStep>();
        JsonNode? at = root;
        foreach (string part in pointer.Split('/').Skip(1).Select(static part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            bool isIndex = at is JsonArray && int.TryParse(part, System.Globalization.CultureInfo.InvariantCulture, out _);
            steps.Add(isIndex ? InputStep.Of(int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)) : InputStep.Of(part));
            at = at switch
            {
                JsonArray items when isIndex && steps[^1].Index < items.Count => items[steps[^1].Index],
                JsonObject members => members[part],
                _ => null,
            };
        }
        return steps;
    }
}
