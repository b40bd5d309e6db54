namespace KlingGen.Compiler;

/// <summary>The C# type of a value, apart from null.</summary>
public abstract record TypeSpec;

/// <summary>The types the runtime or the language brings.</summary>
public enum ScalarKind
{
    /// <summary><c>string</c></summary>
    String,

    /// <summary><c>int</c></summary>
    Int32,

    /// <summary><c>long</c></summary>
    Int64,

    /// <summary><c>double</c></summary>
    Double,

    /// <summary><c>bool</c></summary>
    Boolean,

    /// <summary><c>FalJson</c>: any JSON value.</summary>
    Json,

    /// <summary><c>FalMedia</c>: an address, bytes, a stream or a file.</summary>
    Media,
}

/// <summary>A type of the language or the runtime.</summary>
/// <param name="Kind">Which one.</param>
public sealed record ScalarType(ScalarKind Kind) : TypeSpec;

/// <summary>What an emitted type is.</summary>
public enum NamedKind
{
    /// <summary>A record with members.</summary>
    Record,

    /// <summary>A C# enum.</summary>
    Enum,

    /// <summary>A C# enum behind <c>FalOpenEnum</c>, because unknown values can arrive or be sent.</summary>
    OpenEnum,

    /// <summary>One of several types.</summary>
    Union,

    /// <summary>An array of fixed positions.</summary>
    Tuple,
}

/// <summary>A type emitted for this endpoint.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Kind">What it is.</param>
public sealed record NamedType(string Name, NamedKind Kind) : TypeSpec;

/// <summary>A list.</summary>
/// <param name="Item">Its items.</param>
public sealed record ListType(ValueSpec Item) : TypeSpec;

/// <summary>A dictionary.</summary>
/// <param name="Value">Its values.</param>
public sealed record MapType(ValueSpec Value) : TypeSpec;

/// <summary>A type, whether null is one of its values, and what the schema demands of it.</summary>
/// <param name="Type">The type.</param>
/// <param name="IsNullable">Whether JSON null is a value.</param>
/// <param name="Rules">What else must hold.</param>
public sealed record ValueSpec(TypeSpec Type, bool IsNullable, RuleSpec Rules);
