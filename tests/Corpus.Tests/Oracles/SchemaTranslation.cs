using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Instances;

namespace CorpusTests.Oracles;

/// <summary>A document's schema in the dialect that NJsonSchema reads, meaning kept: see docs/validation.md.</summary>
internal static class SchemaTranslation
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/definitions/";

    // Say nothing about which values are allowed; NJsonSchema would take some of them for more.
    private static readonly HashSet<string> s_annotations = new(StringComparer.Ordinal)
    {
        "title", "description", "default", "examples", "example", "format", "deprecated", "discriminator", "nullable", "const", "prefixItems", "$ref",
    };

    public static JsonObject Translate(SchemaDocument document, string pointer)
    {
        var definitions = new JsonObject();
        if (document.Root["components"]?["schemas"] is JsonObject schemas)
        {
            foreach ((string name, JsonNode? schema) in schemas)
                definitions[name] = Schema(schema, document);
        }
        return new JsonObject { ["allOf"] = new JsonArray(Schema(document.Find(pointer), document)), ["definitions"] = definitions };
    }

    private static JsonNode? Schema(JsonNode? node, SchemaDocument document)
    {
        if (node is not JsonObject schema)
            return node?.DeepClone();

        var result = new JsonObject();
        foreach ((string name, JsonNode? value) in schema)
        {
            if (s_annotations.Contains(name) || name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            result[name] = name switch
            {
                "properties" when value is JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Schema(member.Value, document)))),
                "anyOf" or "oneOf" or "allOf" when value is JsonArray branches => new JsonArray([.. branches.Select(branch => Schema(branch, document))]),
                "items" when Positions(value) is { } numbered => new JsonArray([.. numbered.Select(position => Schema(position, document))]),
                "items" or "additionalProperties" or "additionalItems" => Schema(value, document),
                _ => value?.DeepClone(),
            };
        }

        if (schema.ContainsKey("const"))
            result["enum"] = new JsonArray(schema["const"]?.DeepClone());
        if (schema["prefixItems"] is JsonArray positions)
        {
            if (result["items"] is { } rest and not JsonArray)
                result["additionalItems"] = rest.DeepClone();
            result["items"] = new JsonArray([.. positions.Select(position => Schema(position, document))]);
        }
        if (schema["$ref"] is JsonValue reference)
        {
            // A reference that leads nowhere says nothing.
            var target = document.Find(reference.GetValue<string>()) is null ? new JsonObject() : new JsonObject { ["$ref"] = reference.GetValue<string>().Replace(Components, Definitions, StringComparison.Ordinal) };
            result = result.Count == 0 ? target : new JsonObject { ["allOf"] = new JsonArray(target, result) };
        }
        return schema["nullable"] is JsonValue nullable && nullable.GetValueKind() == JsonValueKind.True
            ? new JsonObject { ["anyOf"] = new JsonArray(result, new JsonObject { ["type"] = "null" }) }
            : result;
    }

    /// <summary>Positions in the older spellings: a list, or an object whose names are 0, 1, 2 and on.</summary>
    public static IEnumerable<JsonNode?>? Positions(JsonNode? items) => items switch
    {
        JsonArray list => list,
        JsonObject { Count: > 0 } numbered when Enumerable.Range(0, numbered.Count).All(i => numbered.ContainsKey(Number(i))) => Enumerable.Range(0, numbered.Count).Select(i => numbered[Number(i)]),
        _ => null,
    };

    private static string Number(int position) => position.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
