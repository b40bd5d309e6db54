using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>A schema object and its pointer.</summary>
internal sealed record Layer(JsonNode Node, string Pointer);

/// <summary>
/// What a schema amounts to once references, single branches and null are out of the way: the schema objects that all speak about the
/// same value, outermost first, and the branches where it may be one of several things.
/// </summary>
internal sealed class Shape
{
    public List<Layer> Layers { get; } = [];

    /// <summary>The reference's target that names the type: the innermost one around which nothing shapes the type any further.</summary>
    public string? Component { get; set; }

    /// <summary>The references that were followed, and the layers that each of them brought.</summary>
    public List<(string Pointer, int Start, int End)> References { get; } = [];

    public bool IsNullable { get; set; }

    /// <summary>Whether some part is unusable, so that only free JSON is safe.</summary>
    public bool IsBroken { get; set; }

    /// <summary>More than one thing other than null, or empty.</summary>
    public List<Layer> Branches { get; } = [];

    /// <summary>The keyword the branches came from.</summary>
    public JsonMember? BranchKeyword { get; set; }

    /// <summary>The schema object that holds the branches.</summary>
    public string BranchPointer { get; set; } = "";

    /// <summary>Whether some part allows null and nothing else.</summary>
    public bool IsOnlyNull { get; set; }

    /// <summary>Whether exactly one branch may fit (<c>oneOf</c>), rather than one or more.</summary>
    public bool IsExclusive => Branches.Count > 0 && BranchKeyword?.Name == "oneOf";

    /// <summary>Whether this is one of several types of one schema object: rules about the others are not lost, they are theirs.</summary>
    public bool IsOneOfTypes { get; init; }

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

    /// <summary>
    /// Chooses the name. A layer beside a reference that adds members, closes an object or fixes positions makes another type than the one
    /// referred to, which then has no name of its own.
    /// </summary>
    public void ChooseComponent()
    {
        Component = null;
        foreach ((string pointer, int start, int end) in References)
            if (Layers.Where((_, index) => index < start || index >= end).All(layer => !layer.Node.Members.Any(Shapes)))
                Component = pointer;
    }

    private bool Shapes(JsonMember member)
    {
        if (Keywords.Subject(member.Name) is not { } subject || Keywords.SaysNothing(member))
            return false;
        return Branches.Count > 0
            || (subject == "object" && With("properties").Any(static layer => layer.Node["properties"]!.Members.Length > 0))
            || (subject == "array" && Layers.Any(static layer => Tuples.Positions(layer.Node) is not null));
    }

    public IEnumerable<Layer> With(string keyword) => Layers.Where(layer => layer.Node[keyword] is not null);
}
