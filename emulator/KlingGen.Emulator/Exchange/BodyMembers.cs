using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Validation;

namespace KlingGen.Emulator.Exchange;

/// <summary>The members of a small request body, each with its type and its range; what does not fit is reported as the service reports it.</summary>
internal sealed class BodyMembers
{
    private readonly JsonElement _root;
    private readonly JsonArray _details = [];

    private BodyMembers(JsonElement root, JsonObject? problem)
    {
        _root = root;
        if (problem is not null)
            _details.Add(problem);
    }

    /// <param name="call">The call.</param>
    /// <param name="isOptional">Whether no body at all stands for an empty object.</param>
    public static BodyMembers Of(FalCall call, bool isOptional)
    {
        if (isOptional && call.Body.Length == 0)
            return new BodyMembers(default, problem: null);
        var body = JsonBody.Of(call);
        if (body.Problem is null && body.Root.ValueKind != JsonValueKind.Object)
            return new BodyMembers(default, FalDetail.Of(["body"], "Input should be a valid dictionary", "dict_type", context: null, StrictJson.Echo(body.Root.GetRawText())));
        return new BodyMembers(body.Root, (JsonObject?)body.Problem?.DeepClone());
    }

    /// <summary>Null where it is absent, null, or no string.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Wrong(name, value, "string_type", "Input should be a valid string", context: null);
        return null;
    }

    /// <summary>Null where it is absent, null, no number, or beyond its range.</summary>
    public double? Number(string name, double least, double max)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            Wrong(name, value, "float_type", "Input should be a valid number", context: null);
        else if (value.GetDouble() is var number && number < least)
            Wrong(name, value, "greater_than_equal", FormattableString.Invariant($"Input should be greater than or equal to {least}"), new JsonObject { ["ge"] = least });
        else if (number > max)
            Wrong(name, value, "less_than_equal", FormattableString.Invariant($"Input should be less than or equal to {max}"), new JsonObject { ["le"] = max });
        else
            return number;
        return null;
    }

    /// <summary>The answer to what did not fit so far; null where all of it did.</summary>
    public Reply? Refusal() => _details.Count == 0 ? null : Reply.Json(422, new JsonObject { ["detail"] = _details.DeepClone() });

    private JsonElement? Find(string name) =>
        _root.ValueKind == JsonValueKind.Object && _root.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private void Wrong(string name, JsonElement value, string type, string message, JsonObject? context) =>
        _details.Add(FalDetail.Of(["body", name], message, type, context, StrictJson.Echo(value.GetRawText())));
}
