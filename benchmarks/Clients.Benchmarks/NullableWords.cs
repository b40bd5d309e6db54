using System.Text.Json.Nodes;

namespace Clients.Benchmarks;

/// <summary>The "this or null" of OpenAPI 3.1 in the words of 3.0, which older generators read.</summary>
internal static class NullableWords
{
    public static JsonNode Lower(JsonNode node)
    {
        switch (node)
        {
            case JsonArray items:
                return new JsonArray([.. items.Select(static item => item is null ? null : Lower(item))]);
            case JsonObject members:
                var lowered = new JsonObject(members.Where(static member => member.Key != "anyOf" || Other(member.Value) is null)
                    .Select(static member => KeyValuePair.Create(member.Key, member.Value is null ? null : Lower(member.Value))));
                if (Other(members["anyOf"]) is { } other)
                {
                    foreach ((string name, JsonNode? value) in Lower(other).AsObject().ToArray())
                        lowered[name] = value?.DeepClone();
                    lowered["nullable"] = true;
                }
                return lowered;
            default:
                return node.DeepClone();
        }
    }

    // What stands beside null.
    private static JsonNode? Other(JsonNode? cases) => cases is JsonArray { Count: 2 } pair && IsNull(pair[1]) ? pair[0] : null;

    private static bool IsNull(JsonNode? schema) => schema is JsonObject { Count: 1 } only && (string?)only["type"] == "null";
}
