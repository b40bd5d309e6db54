using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Extensions.AI;

/// <summary>
/// Arguments of a model against the schema that it was shown. What is right but for its form (a number as text, an enum in other case, one item in place of a list)
/// is taken; everything else is a problem, in words that a model can act on. Rules on values are the endpoint's own business.
/// </summary>
internal sealed class ArgumentReader(MediaRules media)
{
    private const int MaxProblems = 8;
    private const int ShownNames = 24;
    private const int LongestText = 60;
    private const int MaxLength = 4 * 1024 * 1024;

    private readonly List<string> _problems = [];

    /// <summary>Reads arguments.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="arguments">The arguments by name.</param>
    /// <param name="media">What may be named as media.</param>
    /// <param name="problems">What is wrong; empty where nothing is.</param>
    public static JsonObject Read(JsonElement schema, IEnumerable<KeyValuePair<string, object?>> arguments, MediaRules media, out IReadOnlyList<string> problems)
    {
        var reader = new ArgumentReader(media);
        var given = new JsonObject();
        foreach ((string name, object? value) in arguments)
        {
            if (ArgumentJson.TryConvert(value, out JsonNode? node, out string? problem))
                given[name] = node;
            else
                reader.Report($"{Shown(name)} {problem}");
        }
        var read = (JsonObject)reader.Object(schema, given, "")!;
        problems = reader._problems;
        return read;
    }

    private JsonNode? Value(JsonElement schema, JsonNode? node, string path)
    {
        if (schema.ValueKind != JsonValueKind.Object || node is null)
            return node?.DeepClone();
        if (schema.TryGetProperty("anyOf", out JsonElement cases))
            return AnyOf(cases, node, path);
        if (schema.TryGetProperty("const", out JsonElement only))
        {
            if (!JsonNode.DeepEquals(JsonNode.Parse(only.GetRawText()), node))
                Report($"{path} must be {only.GetRawText()}, not {Shown(node)}");
            return node.DeepClone();
        }
        if (schema.TryGetProperty("enum", out JsonElement values))
            return Enum(values, node, path);
        string? type = schema.TryGetProperty("type", out JsonElement kind) && kind.ValueKind == JsonValueKind.String ? kind.GetString() : null;
        return type switch
        {
            "object" => Object(schema, node, path),
            "array" => Array(schema, node, path),
            "string" when schema.TryGetProperty("examples", out JsonElement examples) && Same(examples, node) is { } example => example,
            "string" => Text(node, path),
            "integer" => Number(node, path, isWhole: true),
            "number" => Number(node, path, isWhole: false),
            "boolean" => Boolean(node, path),
            _ => Free(node, path),
        };
    }

    private JsonNode? Object(JsonElement schema, JsonNode node, string path)
    {
        if (node is not JsonObject given)
        {
            if (Parsed(node) is JsonObject parsed)
                return Object(schema, parsed, path);
            Report($"{path} must be an object, not {Shown(node)}");
            return null;
        }
        var read = new JsonObject();
        bool isNamed = schema.TryGetProperty("properties", out JsonElement properties);
        bool isMap = schema.TryGetProperty("additionalProperties", out JsonElement others);
        string[] required = schema.TryGetProperty("required", out JsonElement needed) ? [.. needed.EnumerateArray().Select(static name => name.GetString()!)] : [];
        string[] names = isNamed ? [.. properties.EnumerateObject().Select(static property => property.Name)] : [];
        foreach ((string name, JsonNode? value) in given)
        {
            string place = Place(path, name);
            if (isNamed && properties.TryGetProperty(name, out JsonElement property))
            {
                // What need not be there and is null is not there.
                if (value is not null || required.Contains(name))
                    read[name] = Value(property, value, place);
            }
            else if (isMap)
                read[name] = Value(others, value, place);
            else if (!isNamed)
                read[name] = Free(value, place);
            else
                Unknown(name, place, names);
        }
        foreach (string name in required.Where(name => !given.ContainsKey(name)))
            Report($"{Place(path, name)} is missing{(isNamed && properties.TryGetProperty(name, out JsonElement property) && property.TryGetProperty("description", out JsonElement text) ? $" ({text.GetString()!.TrimEnd('.')})" : "")}");
        return read;
    }

    private void Unknown(string name, string place, string[] names)
    {
        string known = string.Join(", ", names.Take(ShownNames)) + (names.Length > ShownNames ? ", …" : "");
        Report(NearNames.Find(name, names) is { } near ? $"{place} is not an argument; did you mean {near}?" : $"{place} is not an argument; there are {known}");
    }

    private JsonArray Array(JsonElement schema, JsonNode node, string path)
    {
        JsonArray items = node as JsonArray ?? Parsed(node) as JsonArray ?? [node.DeepClone()];
        var read = new JsonArray();
        bool hasItem = schema.TryGetProperty("items", out JsonElement item);
        bool isTuple = schema.TryGetProperty("prefixItems", out JsonElement positions) && positions.ValueKind == JsonValueKind.Array;
        for (int i = 0; i < items.Count; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (isTuple && i < positions.GetArrayLength())
                read.Add(Value(positions[i], items[i], place));
            else
                read.Add(hasItem ? Value(item, items[i], place) : Free(items[i], place));
        }
        return read;
    }

    private JsonNode? AnyOf(JsonElement cases, JsonNode node, string path)
    {
        ArgumentReader? best = null;
        JsonNode? read = null;
        foreach (JsonElement item in cases.EnumerateArray())
        {
            // First who takes it as it stands, then who takes it in another form.
            var trial = new ArgumentReader(media);
            JsonNode? value = trial.Value(item, node, path);
            bool isAsItStands = trial._problems.Count == 0 && JsonNode.DeepEquals(value, node);
            // Of those that do not take it, the one that is at least of its kind says more.
            if (best is null || isAsItStands || (value is not null, -trial._problems.Count).CompareTo((read is not null, -best._problems.Count)) > 0)
                (best, read) = (trial, value);
            if (isAsItStands)
                break;
        }
        foreach (string problem in best?._problems ?? [])
            Report(problem);
        return read;
    }

    private JsonNode? Enum(JsonElement values, JsonNode node, string path)
    {
        JsonElement[] allowed = [.. values.EnumerateArray()];
        foreach (JsonElement value in allowed)
        {
            if (JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), node))
                return node.DeepClone();
        }
        string[] texts = [.. allowed.Select(static value => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())];
        if (Same(values, node) is { } same)
            return same;
        string near = node.GetValueKind() == JsonValueKind.String && NearNames.Find(node.GetValue<string>(), texts) is { } found ? $"; did you mean {found}?" : "";
        Report($"{path} must be one of {string.Join(", ", texts.Take(ShownNames))}{(texts.Length > ShownNames ? ", …" : "")}, not {Shown(node)}{near}");
        return null;
    }

    /// <summary>The one of some values that a text or number means, but for case, blanks and dashes; null where none or several are meant.</summary>
    private static JsonNode? Same(JsonElement values, JsonNode node)
    {
        if (node.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
            return null;
        string given = NearNames.Plain(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>().Trim() : node.ToJsonString());
        JsonElement[] same = [.. values.EnumerateArray().Where(value => NearNames.Plain(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()) == given)];
        return same.Length == 1 ? JsonNode.Parse(same[0].GetRawText()) : null;
    }

    private JsonNode? Text(JsonNode node, string path)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.String:
                string text = node.GetValue<string>();
                if (text.Length > MaxLength)
                    Report($"{path} has {text.Length} characters, and at most {MaxLength} are taken");
                else if (media.Refusal(text) is { } refusal)
                    Report($"{path} {refusal}");
                return node.DeepClone();
            case JsonValueKind.Number:
                return JsonValue.Create(node.ToJsonString());
            default:
                Report($"{path} must be text, not {Shown(node)}");
                return null;
        }
    }

    // Of what may be anything, texts are looked at all the same.
    private JsonNode? Free(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? member) in members)
                    Free(member, Place(path, name));
                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                    Free(item, path);
                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.String:
                return Text(node, path);
        }
        return node?.DeepClone();
    }

    private JsonNode? Number(JsonNode node, string path, bool isWhole)
    {
        string? text = node.GetValueKind() switch
        {
            JsonValueKind.Number => node.ToJsonString(),
            JsonValueKind.String => node.GetValue<string>().Trim(),
            _ => null,
        };
        if (text is { Length: < 40 } && !text.Contains('\0', StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal number))
        {
            if (!isWhole)
                return JsonValue.Create(number);
            if (decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue)
                return JsonValue.Create((long)number);
        }
        else if (!isWhole && node.GetValueKind() == JsonValueKind.Number)
            return node.DeepClone();
        Report($"{path} must be a {(isWhole ? "whole " : "")}number, not {Shown(node)}");
        return null;
    }

    private JsonNode? Boolean(JsonNode node, string path)
    {
        if (node.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return node.DeepClone();
        if (node.GetValueKind() == JsonValueKind.String && bool.TryParse(node.GetValue<string>().Trim(), out bool flag))
            return JsonValue.Create(flag);
        Report($"{path} must be true or false, not {Shown(node)}");
        return null;
    }

    /// <summary>Structure that a model has written as text.</summary>
    private static JsonNode? Parsed(JsonNode node)
    {
        if (node.GetValueKind() != JsonValueKind.String || node.GetValue<string>().Trim() is not ['{' or '[', ..] text)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = ArgumentJson.Deepest });
            return ArgumentJson.TryConvert(document.RootElement, out JsonNode? parsed, out _) ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Report(string problem)
    {
        if (_problems.Count < MaxProblems && !_problems.Contains(problem))
            _problems.Add(problem);
    }

    private static string Place(string path, string name) => path.Length == 0 ? Shown(name) : $"{path}.{Shown(name)}";

    /// <summary>A name as it is where it is one; anything else as a JSON text.</summary>
    private static string Shown(string name) =>
        name.Length is > 0 and <= LongestText && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? name : Shown(JsonValue.Create(name));

    private static string Shown(JsonNode node)
    {
        string text = node.ToJsonString();
        return node switch
        {
            JsonObject => "an object",
            JsonArray => "a list",
            _ => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText - 3), "..."),
        };
    }
}
