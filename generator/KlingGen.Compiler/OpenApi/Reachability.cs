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
            foreach (JsonNode item in node.Items)
                open.Push(item);
            foreach (JsonMember member in node.Members)
            {
                // Values, not schemas.
                if (member.Name is "default" or "example" or "examples" or "enum" or "const")
                    continue;
                if (member.Name == "$ref" && member.Value.IsString)
                {
                    if (JsonPointer.Resolve(root, member.Value.Text) is { } target && reached.Add(target.Pointer))
                        open.Push(target.Node);
                    continue;
                }
                open.Push(member.Value);
            }
        }
        return reached;
    }
}
