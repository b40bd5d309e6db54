namespace KlingGen.CompilerServices;

/// <summary>What a <see cref="FalShape"/> describes.</summary>
internal enum FalShapeKind
{
    Record,
    List,
    Map,
    Union,
    Json,

    /// <summary>Another type's shape, resolved when needed.</summary>
    Reference,
}

/// <summary>A member of a record: its C# name and its shape, null for plain values.</summary>
internal readonly record struct FalShapeMember(string Name, FalShape? Shape);
