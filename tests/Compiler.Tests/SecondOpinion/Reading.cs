namespace Compiler.Tests.SecondOpinion;

/// <summary>What a reader makes of a schema, written so that two readers can be compared: null or not, and the kinds of value it allows.</summary>
internal sealed record Reading(bool IsNullable, IReadOnlyList<Leaf> Leaves)
{
    /// <summary>Whether <c>nullable: true</c> stands there and the reader passed it over.</summary>
    public bool HasForeignNullable { get; init; }

    /// <summary>Strings with strings and numbers with numbers; every other alternative stays its own.</summary>
    public static Reading Of(bool isNullable, IEnumerable<Leaf> alternatives)
    {
        var leaves = new List<Leaf>();
        foreach (Leaf leaf in alternatives)
        {
            int same = leaf.Kind is Kinds.Array or Kinds.Record or Kinds.Map ? -1 : leaves.FindIndex(known => known.Kind == leaf.Kind);
            if (same < 0)
                leaves.Add(leaf);
            else
                leaves[same] = leaves[same].Or(leaf);
        }
        return new Reading(isNullable, leaves);
    }
}

/// <summary>A member of a record.</summary>
internal sealed record MemberReading(bool IsRequired, string? Default, Func<Reading> Value);

/// <summary>The names of the kinds.</summary>
internal static class Kinds
{
    public const string String = "string", Integer = "integer", Number = "number", Boolean = "boolean", Array = "array", Tuple = "tuple", Map = "map", Record = "record", Object = "object", Anything = "anything";
}

/// <summary>One kind of value.</summary>
internal sealed record Leaf(string Kind)
{
    /// <summary>What it is called, for circles.</summary>
    public object? Identity { get; init; }

    /// <summary>Keyword and value of everything it demands.</summary>
    public IReadOnlyDictionary<string, string> Rules { get; init; } = new Dictionary<string, string>();

    /// <summary>The only values, or null.</summary>
    public IReadOnlySet<string>? Values { get; init; }

    /// <summary>Whether other values may be sent all the same.</summary>
    public bool TakesOthers { get; init; }

    /// <summary>The items of an array, the values of a map.</summary>
    public Func<Reading>? Item { get; init; }

    /// <summary>The members of a record.</summary>
    public IReadOnlyDictionary<string, MemberReading>? Members { get; init; }

    /// <summary>Whether the runtime brings the record: it then has all members that a file may have, and says nothing of defaults.</summary>
    public bool IsShared { get; init; }

    /// <summary>The positions of a tuple.</summary>
    public int Positions { get; init; }

    /// <summary>Keywords beside the kind that change which values are allowed, and that only one reader can express.</summary>
    public string Beside { get; init; } = "";

    /// <summary>How many alternatives came together here.</summary>
    public int Alternatives { get; init; } = 1;

    /// <summary>Distinguishes alternatives that are of one kind.</summary>
    public string Key(int depth = 3) => Kind switch
    {
        Kinds.Record => "record{" + string.Join(",", Members!.Keys.Order(StringComparer.Ordinal)) + "}",
        Kinds.Array or Kinds.Map => depth == 0 ? Kind : Kind + "[" + string.Join("|", Item!().Leaves.Select(leaf => leaf.Key(depth - 1)).Order(StringComparer.Ordinal)) + "]",
        _ => Kind,
    };

    public string RequiredNames() => Members is null ? "" : string.Join(",", Members.Where(static member => member.Value.IsRequired).Select(static member => member.Key).Order(StringComparer.Ordinal));

    /// <summary>Either of two alternatives: what both demand is demanded.</summary>
    public Leaf Or(Leaf other) => this with
    {
        Rules = Rules.Where(rule => other.Rules.TryGetValue(rule.Key, out string? value) && value == rule.Value).ToDictionary(),
        Values = Values is null || other.Values is null ? Values ?? other.Values : Values.Union(other.Values).ToHashSet(),
        TakesOthers = TakesOthers || other.TakesOthers || (Values is null) != (other.Values is null),
        Beside = string.Join(" ", new[] { Beside, other.Beside }.Where(static text => text.Length > 0).Distinct()),
        Alternatives = Alternatives + other.Alternatives,
    };
}
