using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Decides between <c>int</c> and <c>long</c>.</summary>
internal static class IntegerRules
{
    /// <summary>Names whose values outgrow 32 bits although no schema says so: seeds, sizes in bytes, points in time.</summary>
    public static bool IsLongName(string name)
    {
        string lower = name.ToLowerInvariant();
        return lower.EndsWith("seed", StringComparison.Ordinal) || lower.EndsWith("seeds", StringComparison.Ordinal)
            || lower.EndsWith("file_size", StringComparison.Ordinal) || lower.EndsWith("bytes", StringComparison.Ordinal)
            || lower.EndsWith("timestamp", StringComparison.Ordinal) || lower is "created" or "created_at" or "updated_at" or "expires_at";
    }

    /// <summary>Whether a bound, a default or an example lies beyond 32 bits.</summary>
    public static bool NeedsLong(IEnumerable<Layer> layers)
    {
        var open = new Stack<JsonNode>();
        foreach (Layer layer in layers)
            foreach (string keyword in (string[])["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "const", "default", "example", "examples"])
                if (layer.Node[keyword] is { } value)
                    open.Push(value);

        while (open.Count > 0)
        {
            JsonNode node = open.Pop();
            foreach (JsonNode item in node.Items)
                open.Push(item);
            if (node.IsNumber && Math.Abs(Literals.Approximate(node.Raw)) > int.MaxValue)
                return true;
        }
        return false;
    }
}
