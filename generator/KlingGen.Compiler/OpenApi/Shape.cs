using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>A schema object and its pointer.</summary>
internal readonly struct Layer(JsonNode node, string pointer)
{
    public JsonNode Node { get; } = node;

    public string Pointer { get; } = pointer;
}

/// <summary>
/// What a schema amounts to once references, single branches and null are out of the way: the schema objects that all speak about the
/// same value, outermost first, and the branches where it may be one of several things.
/// </summary>
internal sealed class Shape
{
    public List<Layer> Layers { get; } = [];

    /// <summary>The innermost reference's target: it names the type.</summary>
    public string? Component { get; set; }

    public bool IsNullable { get; set; }

    /// <summary>Whether some part is unusable, so that only free JSON is safe.</summary>
    public bool IsBroken { get; set; }

    /// <summary>More than one thing other than null, or empty.</summary>
    public List<Layer> Branches { get; } = [];

    /// <summary>The keyword the branches came from.</summary>
    public JsonMember BranchKeyword { get; set; }

    public JsonNode? Discriminator { get; set; }

    /// <summary>The allowed types without null, or null where nothing is said.</summary>
    public HashSet<string>? Types { get; set; }

    /// <summary>The outermost value of a keyword: a sibling of a reference goes before what it refers to.</summary>
    public JsonNode? First(string keyword)
    {
        foreach (Layer layer in Layers)
            if (layer.Node[keyword] is { } value)
                return value;
        return null;
    }

    public IEnumerable<Layer> With(string keyword) => Layers.Where(layer => layer.Node[keyword] is not null);
}
