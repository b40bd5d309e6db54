using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenApiReaders.Tests;

/// <summary>A document in the spelling of OpenAPI 3.0: the words of 3.1 say the same things in other ways, and 3.0 has not all of them.</summary>
internal static class Lowering
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] s_schemaLists = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] s_schemas = ["items", "additionalProperties", "not"];

    // What 3.0 knows of a schema. The words of 3.1 that are lowered stay until then; the rest, and what the service adds without x-, goes.
    private static readonly string[] s_known =
    [
        "$ref", "title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties",
        "required", "enum", "type", "allOf", "oneOf", "anyOf", "not", "items", "properties", "additionalProperties", "description", "format", "default", "nullable", "discriminator", "readOnly", "writeOnly",
        "externalDocs", "example", "deprecated", "const", "examples",
    ];

    public static string ToVersion3(string document)
    {
        JsonObject root = JsonNode.Parse(document, documentOptions: new() { AllowDuplicateProperties = true })!.AsObject();
        root["openapi"] = "3.0.4";
        root.Remove("jsonSchemaDialect");
        root.Remove("webhooks");
        Walk(root, isSchema: false);
        // The YAML scanner behind the reader fails at escapes, which stand in prose alone.
        return Regex.Replace(root.ToJsonString(s_plain), @"\\u[0-9A-Fa-f]{4}", "?");
    }

    private static void Walk(JsonNode? node, bool isSchema)
    {
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
                Walk(item, isSchema);
            return;
        }
        if (node is not JsonObject members)
            return;
        if (isSchema)
        {
            Schema(members);
            return;
        }

        foreach ((string name, JsonNode? value) in members.ToArray())
        {
            if (name == "schema")
                members[name] = Lowered(value);
            else if (name == "schemas" && value is JsonObject schemas)
                foreach ((string component, JsonNode? schema) in schemas.ToArray())
                    schemas[component] = Lowered(schema);
            else if (name is not ("example" or "examples" or "default") && !name.StartsWith("x-", StringComparison.Ordinal))
                Walk(value, isSchema: false);
        }
    }

    private static JsonNode Lowered(JsonNode? schema)
    {
        // true and false are schemas from 3.1 on.
        JsonObject lowered = schema?.DeepClone() as JsonObject ?? [];
        Schema(lowered);
        return lowered;
    }

    private static void Schema(JsonObject schema)
    {
        if (schema["prefixItems"] is not null || schema["items"] is JsonArray || (schema["type"]?.ToString() == "array" && schema["items"] is not JsonObject))
            schema["items"] = new JsonObject();
        foreach (string word in schema.Select(static member => member.Key).Except(s_known).Where(static word => !word.StartsWith("x-", StringComparison.Ordinal)).ToArray())
            schema.Remove(word);
        if (schema["type"] is JsonArray types)
            Types(schema, types);
        else if (schema["type"]?.ToString() == "null")
            Nullable(schema, schema.Remove("type"));
        if (schema["const"] is { } only)
        {
            schema["enum"] = new JsonArray(only.DeepClone());
            schema.Remove("const");
        }
        if (schema["examples"] is { } examples)
        {
            if (examples is JsonArray { Count: > 0 } list)
                schema["example"] ??= list[0]?.DeepClone();
            schema.Remove("examples");
        }
        Bound(schema, "exclusiveMinimum", "minimum");
        Bound(schema, "exclusiveMaximum", "maximum");
        if (schema["enum"] is JsonArray values && values.Any(static value => value is null))
        {
            schema["enum"] = new JsonArray([.. values.Where(static value => value is not null).Select(static value => value!.DeepClone())]);
            Nullable(schema, true);
        }

        foreach (string word in s_schemaLists)
        {
            if (schema[word] is not JsonArray branches)
                continue;
            JsonNode[] real = [.. branches.Where(static branch => branch is JsonObject members && members["type"]?.ToString() != "null").Select(Lowered)];
            Nullable(schema, real.Length < branches.Count);
            if (real.Length == 0)
                schema.Remove(word);
            else
                schema[word] = new JsonArray(real);
        }
        foreach (string word in s_schemas)
            if (schema[word] is JsonObject inner)
                schema[word] = Lowered(inner);
        if (schema["properties"] is JsonObject map)
            foreach ((string name, JsonNode? inner) in map.ToArray())
                map[name] = Lowered(inner);

        // Beside a reference 3.0 reads nothing.
        if (schema["$ref"] is { } reference && schema.Count > 1)
        {
            schema.Remove("$ref");
            var all = new JsonArray(new JsonObject { ["$ref"] = reference.DeepClone() });
            foreach (JsonNode? part in (schema["allOf"] as JsonArray ?? []).ToArray())
                all.Add(part?.DeepClone());
            schema["allOf"] = all;
        }
    }

    private static void Types(JsonObject schema, JsonArray types)
    {
        string[] real = [.. types.Select(static type => type!.ToString()).Where(static type => type != "null")];
        Nullable(schema, real.Length < types.Count);
        schema.Remove("type");
        if (real.Length == 1)
            schema["type"] = real[0];
        else if (real.Length > 1)
            schema["anyOf"] = new JsonArray([.. real.Select(static type => new JsonObject { ["type"] = type })]);
    }

    private static void Nullable(JsonObject schema, bool isNullable)
    {
        if (isNullable)
            schema["nullable"] = true;
    }

    private static void Bound(JsonObject schema, string exclusive, string bound)
    {
        if (schema[exclusive] is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
            return;
        schema[bound] = value.DeepClone();
        schema[exclusive] = true;
    }
}
