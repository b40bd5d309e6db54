using System.Text.Json.Nodes;

namespace ComparisonTests.Mutations;

/// <summary>The places of a document at which a schema can be changed.</summary>
internal sealed class SchemaSites
{
    public SchemaSites(JsonObject document)
    {
        Document = document;
        if (document["components"]?["schemas"] is not JsonObject components)
            return;
        Components = components;
        foreach ((string name, JsonNode? schema) in components)
            if (name != "QueueStatus" && schema is JsonObject found)
                Walk(found);
    }

    public JsonObject Document { get; }

    public JsonObject? Components { get; }

    /// <summary>Schemas with members.</summary>
    public List<JsonObject> Objects { get; } = [];

    /// <summary>Schemas of members, items, entries and branches.</summary>
    public List<JsonObject> Values { get; } = [];

    public JsonObject? Object(Random random) => Pick(Objects, random);

    public JsonObject? Value(Random random, Func<JsonObject, bool>? where = null) => Pick(where is null ? Values : Values.FindAll(value => where(value)), random);

    /// <summary>A schema of this type, perhaps behind <c>anyOf</c> with null.</summary>
    public JsonObject? Typed(Random random, params string[] types) => Value(random, value => value["type"] is JsonValue type && types.Contains(type.GetValue<string>()) && value["enum"] is null && value["const"] is null);

    public static T? Pick<T>(IReadOnlyList<T> list, Random random)
        where T : class => list.Count == 0 ? null : list[random.Next(list.Count)];

    private void Walk(JsonObject schema)
    {
        if (schema["properties"] is JsonObject { Count: > 0 } members)
        {
            Objects.Add(schema);
            foreach ((string _, JsonNode? member) in members)
                Value(member);
        }
        foreach (string keyword in (string[])["items", "additionalProperties"])
            Value(schema[keyword]);
        foreach (string keyword in (string[])["anyOf", "oneOf", "allOf", "prefixItems"])
            if (schema[keyword] is JsonArray branches)
                foreach (JsonNode? branch in branches)
                    Value(branch);
    }

    private void Value(JsonNode? node)
    {
        if (node is not JsonObject schema)
            return;
        Values.Add(schema);
        Walk(schema);
    }
}
