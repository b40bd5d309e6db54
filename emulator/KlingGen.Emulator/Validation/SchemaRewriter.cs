using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Validation;

/// <summary>An endpoint document's schemas as NJsonSchema reads them right.</summary>
/// <remarks>
/// References go to <c>definitions</c>; what 3.1 says and NJsonSchema does not know is said in its words (<c>const</c>, <c>prefixItems</c> and its older spellings,
/// siblings of <c>$ref</c>), and so is 3.0's <c>nullable</c>; annotations are dropped, <c>format</c> among them: it never refuses a value.
/// </remarks>
internal static class SchemaRewriter
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/definitions/";

    private static readonly string[] Maps = ["properties", "patternProperties"];
    private static readonly string[] Lists = ["anyOf", "oneOf", "allOf"];
    private static readonly string[] Singles = ["items", "additionalProperties", "not"];
    private static readonly string[] Facts =
    [
        "type", "enum", "required", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
        "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
    ];

    public static JsonObject Rewrite(JsonElement document, string pointer)
    {
        bool isComponent = pointer.StartsWith(Components[1..], StringComparison.Ordinal) && pointer.IndexOf('/', Components.Length - 1) < 0;
        JsonNode root = isComponent
            ? new JsonObject { ["$ref"] = Reference("#" + pointer) }
            : Schema(JsonPointer.Find(document, pointer) ?? throw new InvalidDataException($"Nothing is at '{pointer}'."));
        var definitions = new JsonObject();
        AddReachable(document, root, definitions);
        ReferenceChains.Check(definitions);
        return new JsonObject { ["allOf"] = new JsonArray(root), ["definitions"] = definitions };
    }

    /// <summary>Only what the root leads to: a reference into nowhere elsewhere in the document must not spoil this schema.</summary>
    private static void AddReachable(JsonElement document, JsonNode root, JsonObject definitions)
    {
        var open = new Stack<JsonNode?>([root]);
        while (open.TryPop(out JsonNode? node))
        {
            if (node is JsonArray list)
            {
                foreach (JsonNode? item in list)
                    open.Push(item);
            }

            if (node is not JsonObject members)
                continue;

            if (ReferenceChains.Definition(members) is { } name && !definitions.ContainsKey(name) && JsonPointer.Find(document, Components + name) is { } target)
            {
                JsonNode added = Schema(target);
                definitions[name] = added;
                open.Push(added);
            }

            foreach ((_, JsonNode? member) in members)
                open.Push(member);
        }
    }

    private static JsonNode Schema(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return JsonNode.Parse(schema.GetRawText())!;

        JsonObject facts = Keywords(schema);
        if (schema.TryGetProperty("$ref", out JsonElement reference) && reference.ValueKind == JsonValueKind.String)
        {
            var target = new JsonObject { ["$ref"] = Reference(reference.GetString()!) };
            facts = facts.Count == 0 ? target : new JsonObject { ["allOf"] = new JsonArray(target, facts) };
        }

        return schema.TryGetProperty("nullable", out JsonElement nullable) && nullable.ValueKind == JsonValueKind.True
            ? new JsonObject { ["anyOf"] = new JsonArray(facts, new JsonObject { ["type"] = "null" }) }
            : facts;
    }

    private static JsonObject Keywords(JsonElement schema)
    {
        var result = new JsonObject();
        foreach (JsonProperty member in schema.EnumerateObject())
        {
            JsonElement value = member.Value;
            if (Array.IndexOf(Facts, member.Name) >= 0)
                result[member.Name] = JsonNode.Parse(value.GetRawText());
            else if (Array.IndexOf(Maps, member.Name) >= 0 && value.ValueKind == JsonValueKind.Object)
                result[member.Name] = new JsonObject(value.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, (JsonNode?)Schema(p.Value))));
            else if (Array.IndexOf(Lists, member.Name) >= 0 && value.ValueKind == JsonValueKind.Array)
                result[member.Name] = new JsonArray([.. value.EnumerateArray().Select(Schema)]);
            else if (Array.IndexOf(Singles, member.Name) >= 0)
                result[member.Name] = Schema(value);
            else if (member.Name == "const")
                result["enum"] = new JsonArray(JsonNode.Parse(value.GetRawText()));
        }

        if (TuplePositions.Of(schema) is { } tuple)
        {
            result["items"] = new JsonArray([.. tuple.Positions.Select(Schema)]);
            if (tuple.Beyond is { } rest)
                result["additionalItems"] = Schema(rest);
        }

        return result;
    }

    private static string Reference(string reference) =>
        reference.StartsWith(Components, StringComparison.Ordinal) ? Definitions + reference[Components.Length..] : reference;
}
