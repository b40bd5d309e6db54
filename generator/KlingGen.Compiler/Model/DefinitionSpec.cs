namespace KlingGen.Compiler;

/// <summary>A type to emit.</summary>
public abstract record DefinitionSpec
{
    /// <summary>The C# name.</summary>
    public required string Name { get; init; }

    /// <summary>What the type stands for.</summary>
    public required DocSpec Doc { get; init; }

    /// <summary>Whether a request can contain it.</summary>
    public required bool InInput { get; init; }

    /// <summary>Whether a result can contain it.</summary>
    public required bool InOutput { get; init; }

    /// <summary>Why not to use it any more, or null.</summary>
    public string? Obsolete { get; init; }
}

/// <summary>An object with known members.</summary>
public sealed record RecordSpec : DefinitionSpec
{
    /// <summary>The members, in the order in which they are emitted.</summary>
    public required EquatableArray<MemberSpec> Members { get; init; }

    /// <summary>Whether it is shaped like the service's file, and implements the runtime's interface.</summary>
    public required bool IsFile { get; init; }

    /// <summary>Whether it is the request itself.</summary>
    public required bool IsRoot { get; init; }

    /// <summary>Whether the runtime brings the type, so that nothing is emitted for it: a file of the service's usual shape.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether members that the schema does not name are forbidden (<c>additionalProperties: false</c>).</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether other members are kept beside the named ones. Only a request can forbid them: the service may send more tomorrow.</summary>
    public bool KeepsOthers => InOutput || !IsClosed;
}

/// <summary>How a member's absence and null are distinguished.</summary>
public enum MemberPresence
{
    /// <summary>Always there, never null.</summary>
    Required,

    /// <summary>Always there, possibly null.</summary>
    RequiredNullable,

    /// <summary>Possibly absent; null and absent mean the same.</summary>
    Optional,

    /// <summary>Possibly absent, possibly null, and the two differ.</summary>
    OptionalNullable,

    /// <summary>Always there, and always the same value.</summary>
    Fixed,
}

/// <summary>A member of a record.</summary>
public sealed record MemberSpec
{
    /// <summary>The name in JSON.</summary>
    public required string WireName { get; init; }

    /// <summary>The name in C#.</summary>
    public required string Name { get; init; }

    /// <summary>The name in C# of the property that sends JSON null, where null and absence differ; otherwise null.</summary>
    public string? NullName { get; init; }

    /// <summary>Type, nullability and rules.</summary>
    public required ValueSpec Value { get; init; }

    /// <summary>Whether it can be absent or null.</summary>
    public required MemberPresence Presence { get; init; }

    /// <summary>What it means.</summary>
    public required DocSpec Doc { get; init; }

    /// <summary>What the service uses if the member is omitted, or null.</summary>
    public LiteralSpec? Default { get; init; }

    /// <summary>The format that the schema names, as it spells it, or null. A hint: nothing is checked by it.</summary>
    public string? Format { get; init; }

    /// <summary>Some values as JSON, shortened.</summary>
    public EquatableArray<string> Examples { get; init; }

    /// <summary>Why not to use it any more, or null.</summary>
    public string? Obsolete { get; init; }
}

/// <summary>A closed set of values.</summary>
public sealed record EnumSpec : DefinitionSpec
{
    /// <summary>The values in the schema's order.</summary>
    public required EquatableArray<EnumValueSpec> Values { get; init; }
}

/// <summary>A value of an enum.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="Wire">The value in JSON.</param>
public sealed record EnumValueSpec(string Name, LiteralSpec Wire);

/// <summary>An array whose positions have types of their own.</summary>
public sealed record TupleSpec : DefinitionSpec
{
    /// <summary>The positions. Their wire names are their numbers.</summary>
    public required EquatableArray<MemberSpec> Items { get; init; }
}

/// <summary>One of several types.</summary>
public sealed record UnionSpec : DefinitionSpec
{
    /// <summary>The types, in the order in which reading tries them.</summary>
    public required EquatableArray<UnionCaseSpec> Cases { get; init; }

    /// <summary>Whether every case is a file: then the union implements the runtime's interface too.</summary>
    public bool IsFile { get; init; }
}

/// <summary>One type of a union.</summary>
public sealed record UnionCaseSpec
{
    /// <summary>The name in C#.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required ValueSpec Value { get; init; }

    /// <summary>What the case means, where the branch says so.</summary>
    public required DocSpec Doc { get; init; }

    /// <summary>The branch's own default, or null.</summary>
    public LiteralSpec? Default { get; init; }

    /// <summary>What JSON the case can begin with.</summary>
    public required JsonShapes Shapes { get; init; }

    /// <summary>The member whose value distinguishes the cases, or null.</summary>
    public string? TagMember { get; init; }

    /// <summary>The values of that member in this case.</summary>
    public EquatableArray<string> TagValues { get; init; }

    /// <summary>Members without which it is not this case.</summary>
    public EquatableArray<string> RequiredMembers { get; init; }
}

/// <summary>Kinds of JSON values.</summary>
[Flags]
public enum JsonShapes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A string.</summary>
    String = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 4,

    /// <summary>An array.</summary>
    Array = 8,

    /// <summary>An object.</summary>
    Object = 16,

    /// <summary>Anything but null.</summary>
    Any = String | Number | Boolean | Array | Object,
}
