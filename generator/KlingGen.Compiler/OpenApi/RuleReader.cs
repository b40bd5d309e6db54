using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Collects what several schema objects demand of one value: the strictest of each kind.</summary>
internal static class RuleReader
{
    public static RuleSpec ForString(IReadOnlyList<Layer> layers, ProblemList problems) => new()
    {
        MinLength = Largest(layers, "minLength"),
        MaxLength = Smallest(layers, "maxLength"),
        Patterns = Patterns(layers, problems),
    };

    public static RuleSpec ForNumber(IReadOnlyList<Layer> layers, ProblemList problems)
    {
        string? minimum = null, maximum = null, above = null, below = null;
        foreach (Layer layer in layers)
        {
            string? low = Number(layer.Node["minimum"]);
            string? high = Number(layer.Node["maximum"]);

            // OpenAPI 3.0 wrote `exclusiveMinimum: true` beside the bound.
            if (layer.Node["exclusiveMinimum"] is { Kind: JsonKind.True })
                (above, low) = (Stricter(above, low, larger: true), null);
            if (layer.Node["exclusiveMaximum"] is { Kind: JsonKind.True })
                (below, high) = (Stricter(below, high, larger: false), null);

            minimum = Stricter(minimum, low, larger: true);
            maximum = Stricter(maximum, high, larger: false);
            above = Stricter(above, Number(layer.Node["exclusiveMinimum"]), larger: true);
            below = Stricter(below, Number(layer.Node["exclusiveMaximum"]), larger: false);
        }
        return new RuleSpec
        {
            Minimum = minimum,
            Maximum = maximum,
            ExclusiveMinimum = above,
            ExclusiveMaximum = below,
            MultipleOf = Step(layers, problems),
        };
    }

    public static RuleSpec ForArray(IReadOnlyList<Layer> layers) => new()
    {
        MinItems = Largest(layers, "minItems"),
        MaxItems = Smallest(layers, "maxItems"),
        UniqueItems = layers.Any(static layer => layer.Node["uniqueItems"] is { Kind: JsonKind.True }),
    };

    public static RuleSpec ForObject(IReadOnlyList<Layer> layers) => new()
    {
        MinProperties = Largest(layers, "minProperties"),
        MaxProperties = Smallest(layers, "maxProperties"),
        RequiredKeys = Required(layers).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray(),
    };

    /// <summary>Limits of media, beside the type or inside <c>x-fal</c>; the innermost of a name counts.</summary>
    public static EquatableArray<LimitSpec> MediaLimits(IEnumerable<Layer> layers)
    {
        var limits = new SortedDictionary<string, LimitSpec>(StringComparer.Ordinal);
        foreach (Layer layer in layers)
            foreach (JsonNode holder in new[] { layer.Node, layer.Node["x-fal"] }.OfType<JsonNode>())
                foreach (JsonMember member in holder.Members)
                    if (MediaLimitKind.Find(member.Name) is { } kind && member.Value.IsNumber && !limits.ContainsKey(kind.WireName))
                        limits.Add(kind.WireName, new LimitSpec(kind, member.Value.Number));
        return limits.Values.ToEquatableArray();
    }

    /// <summary>The names that <c>required</c> lists, each once.</summary>
    public static HashSet<string> Required(IEnumerable<Layer> layers) =>
        new(layers.SelectMany(static layer => layer.Node["required"]?.Items ?? []).Where(static item => item.IsString).Select(static item => item.Text), StringComparer.Ordinal);

    private static EquatableArray<string> Patterns(IReadOnlyList<Layer> layers, ProblemList problems)
    {
        var patterns = new List<string>();
        foreach (Layer layer in layers)
        {
            if (layer.Node["pattern"] is not { IsString: true } node || patterns.Contains(node.Text))
                continue;
            if (PatternReader.WhyNotUnderstood(node.Text) is { } reason)
                problems.Add(ProblemIds.UnsupportedPattern, $"#{layer.Pointer}/pattern: {reason}; the pattern is not checked before the call. Write it in ECMAScript syntax, or leave the check to the service.", node);
            else
                patterns.Add(node.Text);
        }
        return patterns.ToEquatableArray();
    }

    /// <summary>Several steps are one: their smallest common multiple.</summary>
    private static string? Step(IReadOnlyList<Layer> layers, ProblemList problems)
    {
        string? step = null;
        foreach (Layer layer in layers)
        {
            if (layer.Node["multipleOf"] is not { } node || !Literals.IsPositive(node))
                continue;
            string? both = step is null ? node.Number : ExactNumber.Parse(step).CommonMultiple(ExactNumber.Parse(node.Raw));
            if (both is null)
                problems.Add(ProblemIds.UncheckedRule, $"#{layer.Pointer}/multipleOf: together with the multiple of {step} around it too large to be checked before the call; the service checks it.", node);
            step = both ?? step;
        }
        return step;
    }

    private static string? Number(JsonNode? node) => node is { IsNumber: true } ? node.Number : null;

    private static string? Stricter(string? known, string? next, bool larger)
    {
        if (known is null || next is null)
            return known ?? next;
        bool nextIsLarger = ExactNumber.Parse(next).CompareTo(ExactNumber.Parse(known)) > 0;
        return nextIsLarger == larger ? next : known;
    }

    private static int? Largest(IEnumerable<Layer> layers, string keyword) => layers.Select(layer => Literals.Count(layer.Node[keyword])).Max();

    private static int? Smallest(IEnumerable<Layer> layers, string keyword) => layers.Select(layer => Literals.Count(layer.Node[keyword])).Min();
}
