namespace KlingGen.Compiler;

/// <summary>What a schema demands of a value beyond its type. Numbers are texts, exact to the last digit and in one spelling: binary fractions would round.</summary>
public sealed record RuleSpec
{
    /// <summary>Demands nothing.</summary>
    public static RuleSpec None { get; } = new();

    /// <summary>Fewest code points of a string.</summary>
    public int? MinLength { get; init; }

    /// <summary>Maximum number of code points of a string.</summary>
    public int? MaxLength { get; init; }

    /// <summary>ECMAScript patterns, all of which a string contains, in the schema's order.</summary>
    public EquatableArray<string> Patterns { get; init; }

    /// <summary>Smallest number.</summary>
    public string? Minimum { get; init; }

    /// <summary>Largest number.</summary>
    public string? Maximum { get; init; }

    /// <summary>The number is larger than this.</summary>
    public string? ExclusiveMinimum { get; init; }

    /// <summary>The number is smaller than this.</summary>
    public string? ExclusiveMaximum { get; init; }

    /// <summary>The number is a whole multiple of this.</summary>
    public string? MultipleOf { get; init; }

    /// <summary>Whether the number must have no fraction although its C# type could: an integer among alternatives of numbers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Fewest items of an array.</summary>
    public int? MinItems { get; init; }

    /// <summary>Maximum number of items of an array.</summary>
    public int? MaxItems { get; init; }

    /// <summary>Whether no two items are equal.</summary>
    public bool UniqueItems { get; init; }

    /// <summary>Fewest members of an object.</summary>
    public int? MinProperties { get; init; }

    /// <summary>Maximum number of members of an object.</summary>
    public int? MaxProperties { get; init; }

    /// <summary>Keys that a dictionary must have, by ordinal name.</summary>
    public EquatableArray<string> RequiredKeys { get; init; }

    /// <summary>The only value.</summary>
    public LiteralSpec? Const { get; init; }

    /// <summary>Whether an enum's unknown values are refused.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Alternatives of which one must be kept, or null. They have the same C# type as the value, so no union distinguishes them.</summary>
    public ChoiceSpec? Choice { get; init; }

    /// <summary>Limits of a media file, in the order of their names.</summary>
    public EquatableArray<LimitSpec> MediaLimits { get; init; }

    /// <summary>Whether media may be the empty text, because the schema's own default is.</summary>
    public bool AllowsEmptyMedia { get; init; }
}

/// <summary>Several sets of rules about one value.</summary>
/// <param name="IsExclusive">Whether exactly one must be kept (<c>oneOf</c>), rather than one or more (<c>anyOf</c>).</param>
/// <param name="Alternatives">The sets, each with its own items and values where it is a list or a dictionary.</param>
public sealed record ChoiceSpec(bool IsExclusive, EquatableArray<ValueSpec> Alternatives);

/// <summary>What kind of JSON a literal is.</summary>
public enum LiteralKind
{
    /// <summary>A string.</summary>
    String,

    /// <summary>A number without fraction that fits into 64 bits.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c></summary>
    Null,

    /// <summary>An array or an object.</summary>
    Other,
}

/// <summary>A JSON literal: a default, a constant, an enum's value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The unescaped text of a string; the literal of anything else (an array or object without blanks).</param>
public sealed record LiteralSpec(LiteralKind Kind, string Text);
