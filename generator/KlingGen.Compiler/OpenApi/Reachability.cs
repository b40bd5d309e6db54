using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Which referenced schemas a request or a result can contain: the direction decides about open enums and media.</summary>
internal static class Reachability
{
    /// <summary>The pointers of every reference's target that can be reached from a schema, and the schema's own.</summary>
    public static HashSet<string> From(JsonNode root, SchemaPlace place)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { place.Pointer };
        var open = new Stack<JsonNode>();
        if (place.Schema is not null)
            open.Push(place.Schema);

        while (open.Count > 0)
        {
            JsonNode node = open.Pop();
            if (node["$ref"] is { IsString: true } reference && JsonPointer.Resolve(root, reference.Text) is { } target && reached.Add(target.Pointer))
                open.Push(target.Node);
            foreach ((JsonNode schema, string _) in Subschemas.Of(node))
                open.Push(schema);
        }
        return reached;
    }
}
