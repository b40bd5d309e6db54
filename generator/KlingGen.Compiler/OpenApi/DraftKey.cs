namespace KlingGen.Compiler.OpenApi;

/// <summary>What a type is known by until it has a name: a pointer, or what its schema says.</summary>
internal sealed record DraftKey(string Text) : IComparable<DraftKey>
{
    public int CompareTo(DraftKey? other) => string.CompareOrdinal(Text, other?.Text);
}

/// <summary>A type of the endpoint's own before the names are settled. No model that is read to its end has one.</summary>
internal sealed record DraftType(DraftKey Key, NamedKind Kind) : TypeSpec;
