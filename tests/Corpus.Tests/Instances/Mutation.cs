using System.Text.Json.Nodes;

namespace CorpusTests.Instances;

/// <summary>One change to an instance, at one place.</summary>
/// <param name="Path">Names (<see cref="string"/>) and positions (<see cref="int"/>) of the changed value.</param>
/// <param name="Kind">What is changed, in words.</param>
/// <param name="Value">What stands there afterwards; null for JSON null.</param>
/// <param name="Removes">Whether the member goes away instead.</param>
internal sealed record Mutation(IReadOnlyList<object> Path, string Kind, JsonNode? Value, bool Removes = false)
{
    public string Pointer => string.Concat(Path.Select(static part => "/" + $"{part}".Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    /// <summary>A changed copy.</summary>
    public JsonNode? Apply(JsonNode? instance)
    {
        if (Path.Count == 0)
            return Value?.DeepClone();

        JsonNode copy = instance!.DeepClone();
        JsonNode? at = copy;
        foreach (object part in Path.Take(Path.Count - 1))
            at = part is string name ? at![name] : at![(int)part];
        switch (Path[^1])
        {
            case string name when Removes:
                at!.AsObject().Remove(name);
                break;
            case string name:
                at!.AsObject()[name] = Value?.DeepClone();
                break;
            case int index:
                at!.AsArray()[index] = Value?.DeepClone();
                break;
        }
        return copy;
    }

    public override string ToString() => $"{Kind} at '{Pointer}'";
}
