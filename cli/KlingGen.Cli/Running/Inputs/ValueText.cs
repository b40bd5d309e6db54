using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>Reads the text behind an option as the type wants it.</summary>
internal sealed class ValueText(InputModel model)
{
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 64 };

    /// <summary>Reads a text; gives the reason where it does not fit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spec">What is wanted.</param>
    /// <param name="node">The value; null for JSON null.</param>
    /// <returns>What is wanted instead, as in "takes a whole number"; null where the text fits.</returns>
    public string? TryRead(string text, ValueSpec spec, out JsonNode? node)
    {
        node = null;
        if (spec.IsNullable && text == "null" && spec.Type is not ScalarType { Kind: ScalarKind.String })
            return null;
        switch (spec.Type)
        {
            case ScalarType { Kind: ScalarKind.String or ScalarKind.Media }:
                node = JsonValue.Create(text);
                return null;
            case ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 }:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) && Set(out node, JsonValue.Create(whole)) ? null : "takes a whole number";
            case ScalarType { Kind: ScalarKind.Double }:
                return IsNumber(text) && Set(out node, JsonNode.Parse(text)) ? null : "takes a number, with a point for fractions";
            case ScalarType { Kind: ScalarKind.Boolean }:
                return bool.TryParse(text, out bool flag) && Set(out node, JsonValue.Create(flag)) ? null : "takes true or false";
            case ScalarType { Kind: ScalarKind.Json }:
                if (TryJson(text, out node) is not null)
                    node = JsonValue.Create(text);
                return null;
            case ListType:
                return Structured(text, '[', "takes a JSON array, or one item each time it is given", out node);
            case MapType:
                return Structured(text, '{', "takes a JSON object, or one entry at a time with its name after a dot", out node);
            default:
                return Named(text, spec, out node);
        }
    }

    /// <summary>Reads JSON; gives the reason where it is none.</summary>
    public static string? TryJson(string text, out JsonNode? node)
    {
        node = null;
        try
        {
            node = JsonNode.Parse(text, documentOptions: s_strict);
            Touch(node);
            return null;
        }
        catch (JsonException error)
        {
            return CliFailure.OneLine(Sentences.Of(error));
        }
        catch (ArgumentException)
        {
            return "a member occurs twice in one object.";
        }
    }

    private string? Named(string text, ValueSpec spec, out JsonNode? node)
    {
        node = null;
        switch (model.Find(spec.Type))
        {
            case EnumSpec values:
                if (values.Values.FirstOrDefault(value => value.Wire.Text == text) is { } known)
                    return Set(out node, Literal(known.Wire)) ? null : "";
                node = JsonValue.Create(text);
                return spec.Rules.IsClosed ? $"takes one of {Allowed(values)}" : null;
            case UnionSpec union:
                string? first = null;
                foreach (UnionCaseSpec item in union.Cases.OrderBy(static item => item.Value.Type is ScalarType { Kind: ScalarKind.String }))
                {
                    string? reason = TryRead(text, item.Value, out node);
                    if (reason is null)
                        return null;
                    first ??= reason;
                }
                return first;
            case TupleSpec:
                return Structured(text, '[', "takes a JSON array, or one position at a time with its number after a dot", out node);
            default:
                return Structured(text, '{', "takes a JSON object, or one member at a time with its name after a dot", out node);
        }
    }

    /// <summary>The values of an enum, shortened.</summary>
    public static string Allowed(EnumSpec values)
    {
        const int max = 12;
        string text = string.Join(", ", values.Values.Take(max).Select(static value => value.Wire.Text));
        return values.Values.Count > max ? $"{text} and {values.Values.Count - max} more" : text;
    }

    /// <summary>A literal of the schema as JSON.</summary>
    public static JsonNode? Literal(LiteralSpec literal) => literal.Kind == LiteralKind.String ? JsonValue.Create(literal.Text) : JsonNode.Parse(literal.Text);

    private static string? Structured(string text, char opening, string wanted, out JsonNode? node)
    {
        node = null;
        return text.AsSpan().TrimStart() is { Length: > 0 } start && start[0] == opening
            ? TryJson(text, out node) is { } reason ? $"{wanted}; this is not JSON: {reason.TrimEnd('.')}" : null
            : wanted;
    }

    // The reader accepts only what JSON calls a number.
    private static bool IsNumber(string text) => text.Length > 0 && text[0] is '-' or (>= '0' and <= '9') && TryJson(text, out JsonNode? node) is null && node is JsonValue value && value.GetValueKind() == JsonValueKind.Number;

    private static bool Set(out JsonNode? node, JsonNode? value)
    {
        node = value;
        return true;
    }

    // Objects find out about doubled members when they are first looked at.
    private static void Touch(JsonNode? node)
    {
        if (node is JsonObject members)
            foreach ((_, JsonNode? member) in members)
                Touch(member);
        else if (node is JsonArray items)
            foreach (JsonNode? item in items)
                Touch(item);
    }
}
