using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Tests;

/// <summary>The least a schema asks for: required members only, each at its first example or at its lowest bound.</summary>
internal static class MinimalInput
{
    public static JsonNode? Of(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
            return Of(document, document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        if (schema.TryGetProperty("const", out JsonElement constant))
            return JsonNode.Parse(constant.GetRawText());
        if (schema.TryGetProperty("enum", out JsonElement values))
            return JsonNode.Parse(values[0].GetRawText());
        foreach (string union in (string[])["anyOf", "oneOf", "allOf"])
        {
            if (schema.TryGetProperty(union, out JsonElement branches))
                return Of(document, branches[0]);
        }

        return Type(schema) switch
        {
            "object" => Object(document, schema),
            "array" => new JsonArray([.. Enumerable.Range(0, Int(schema, "minItems") ?? 0).Select(_ => Of(document, schema.GetProperty("items")))]),
            "string" => new string('x', Math.Max(1, Int(schema, "minLength") ?? 1)),
            "integer" => (long)Lowest(schema),
            "number" => Lowest(schema),
            "boolean" => false,
            "null" => null,
            _ => new JsonObject(),
        };
    }

    private static JsonObject Object(JsonElement document, JsonElement schema)
    {
        var made = new JsonObject();
        if (schema.TryGetProperty("required", out JsonElement required))
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                if (schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(name.GetString()!, out JsonElement property))
                    made[name.GetString()!] = Of(document, property);
            }
        }

        return made;
    }

    private static string? Type(JsonElement schema) =>
        schema.TryGetProperty("type", out JsonElement type) ? type.ValueKind == JsonValueKind.Array ? type[0].GetString() : type.GetString() : schema.TryGetProperty("properties", out _) ? "object" : null;

    private static double Lowest(JsonElement schema)
    {
        if (schema.TryGetProperty("minimum", out JsonElement minimum))
            return minimum.GetDouble();
        if (schema.TryGetProperty("exclusiveMinimum", out JsonElement above) && above.ValueKind == JsonValueKind.Number)
            return above.GetDouble() + 1;
        return schema.TryGetProperty("maximum", out JsonElement maximum) ? maximum.GetDouble() : 1;
    }

    private static int? Int(JsonElement schema, string name) => schema.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;
}
