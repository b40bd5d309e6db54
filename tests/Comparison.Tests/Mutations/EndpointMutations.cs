using System.Text.Json.Nodes;

namespace ComparisonTests.Mutations;

/// <summary>The endpoint itself changes.</summary>
internal static class EndpointMutations
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        new("another id", static (sites, _) =>
        {
            var paths = (JsonObject)sites.Document["paths"]!;
            foreach ((string path, JsonNode? item) in paths.ToArray())
            {
                paths.Remove(path);
                paths[path.Replace("/requests/", "/next/requests/", StringComparison.Ordinal) is var moved && moved != path ? moved : path + "/next"] = item;
            }
            return true;
        }),
        new("a request without schema", static (sites, random) => random.Next(4) == 0 && Post(sites)?["requestBody"]?["content"]?["application/json"] is JsonObject content && content.Remove("schema")),
    ];

    private static JsonNode? Post(SchemaSites sites) => ((JsonObject)sites.Document["paths"]!).Select(static path => path.Value?["post"]).FirstOrDefault(static post => post is not null);
}
