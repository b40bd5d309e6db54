using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>A refused input in the service's own form, which the official clients read as a validation error with the members' names.</summary>
internal static class ServiceRefusal
{
    // The service's name for a value of the wrong kind, where no rule has a closer one.
    private const string WrongValue = "value_error";

    public static IResult Invalid(IEnumerable<FalValidationError> errors) => Answer(errors.Select(static error => Entry(Steps(error.Pointer), error.Message, error.Rule)));

    public static IResult Unreadable(JsonException error) => Answer([Entry(Steps(error.Path), error.Message, WrongValue)]);

    private static IResult Answer(IEnumerable<JsonNode> entries) =>
        Results.Text(new JsonObject { ["detail"] = new JsonArray([.. entries]) }.ToJsonString(), "application/json", statusCode: StatusCodes.Status422UnprocessableEntity);

    private static JsonObject Entry(IEnumerable<string> steps, string message, string type) => new()
    {
        ["loc"] = new JsonArray(["body", .. steps.Select(static step => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? JsonValue.Create(index) : (JsonNode)JsonValue.Create(step))]),
        ["msg"] = message,
        ["type"] = type,
    };

    // Of a JSON pointer, or of the path that an exception of the serializer names ($.elements[0].frontal_image_url).
    private static string[] Steps(string? path) => path switch
    {
        ['/', ..] => [.. FalProblems.StepsOf(path)],
        ['$', ..] => path[1..].Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };
}
