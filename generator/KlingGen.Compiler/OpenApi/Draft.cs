namespace KlingGen.Compiler.OpenApi;

/// <summary>A type on its way into the model. Types refer to each other by <see cref="Key"/> until every name is settled.</summary>
internal sealed class Draft(DraftKey key, string desired, bool isComponent, Draft? parent)
{
    public DraftKey Key { get; } = key;

    /// <summary>The name it would have alone.</summary>
    public string Desired { get; } = desired;

    /// <summary>Named by the document itself, rather than after a property.</summary>
    public bool IsComponent { get; } = isComponent;

    /// <summary>How many inline types it stands within.</summary>
    public int Depth { get; } = isComponent ? 0 : (parent?.Depth ?? 0) + 1;

    /// <summary>The type that holds it, as found first.</summary>
    public Draft? Parent { get; } = parent;

    /// <summary>Every type that holds it, by key.</summary>
    public SortedDictionary<DraftKey, Draft> Owners { get; } = [];

    public bool InInput { get; set; }

    public bool InOutput { get; set; }

    /// <summary>The finished type, but for its name; null while its members are still being read.</summary>
    public DefinitionSpec? Spec { get; set; }
}

/// <summary>Where a value stands: what its type is called, and who can see it.</summary>
internal sealed record ValueContext
{
    public required Draft? Owner { get; init; }

    /// <summary>The name an inline type takes here.</summary>
    public required string Desired { get; init; }

    public required bool InInput { get; init; }

    public required bool InOutput { get; init; }

    /// <summary>Whether the member's name says that its strings are addresses of media.</summary>
    public bool IsMediaName { get; init; }

    /// <summary>Whether the member's name says that its integers are large.</summary>
    public bool IsLongName { get; init; }

    /// <summary>Schema objects around the value that also speak about it: the array of an item, the union of a branch.</summary>
    public IReadOnlyList<Layer> Enclosing { get; init; } = [];

    public int Depth { get; init; }

    public ValueContext Inside(string desired, IEnumerable<Layer> enclosing) => this with { Desired = desired, Enclosing = [.. enclosing, .. Enclosing], Depth = Depth + 1 };
}
