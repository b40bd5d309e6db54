using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>What a JSON value within a schema is. A word means something by its place alone: a property may be called <c>default</c>.</summary>
internal enum SchemaPlaceKind
{
    /// <summary>Plain JSON: a default, an example, the values of an enum.</summary>
    Value,

    /// <summary>A schema.</summary>
    Schema,

    /// <summary>An array of schemas.</summary>
    List,

    /// <summary>An object whose members are schemas, and their names no keywords.</summary>
    Map,
}

/// <summary>The one table of where schemas stand within a schema.</summary>
internal static class Subschemas
{
    /// <summary>What the value of a keyword of a schema is.</summary>
    public static SchemaPlaceKind Kind(string keyword, JsonNode value) => keyword switch
    {
        "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" => value.IsObject ? SchemaPlaceKind.Map : SchemaPlaceKind.Value,
        "allOf" or "anyOf" or "oneOf" or "prefixItems" => value.IsArray ? SchemaPlaceKind.List : SchemaPlaceKind.Value,
        "items" when value.IsArray => SchemaPlaceKind.List,
        "items" when IsNumbered(value) => SchemaPlaceKind.Map,
        "items" or "additionalProperties" or "additionalItems" or "unevaluatedItems" or "unevaluatedProperties" or "propertyNames" or "contains" or "not" or "if" or "then" or "else" =>
            value.IsObject ? SchemaPlaceKind.Schema : SchemaPlaceKind.Value,
        _ => SchemaPlaceKind.Value,
    };

    /// <summary>The schemas that stand directly within a schema, with the rest of their pointers, in document order.</summary>
    public static IEnumerable<(JsonNode Schema, string Pointer)> Of(JsonNode schema)
    {
        foreach (JsonMember member in schema.Members)
        {
            string pointer = "/" + member.Name;
            switch (Kind(member.Name, member.Value))
            {
                case SchemaPlaceKind.Schema:
                    yield return (member.Value, pointer);
                    break;
                case SchemaPlaceKind.List:
                    for (int i = 0; i < member.Value.Items.Length; i++)
                        yield return (member.Value.Items[i], JsonPointer.Append(pointer, i));
                    break;
                case SchemaPlaceKind.Map:
                    foreach (JsonMember inner in member.Value.Members)
                        yield return (inner.Value, JsonPointer.Append(pointer, inner.Name));
                    break;
            }
        }
    }

    /// <summary>A tuple in the spelling of old: <c>"items": {"0": …, "1": …}</c>.</summary>
    private static bool IsNumbered(JsonNode value) => value.Members.Length > 0 && value.Members.All(static member => member.Name.Length > 0 && member.Name.All(static c => c is >= '0' and <= '9'));
}
