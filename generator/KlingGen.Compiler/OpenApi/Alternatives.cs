using Branch = KlingGen.Compiler.OpenApi.ModelBuilder.Branch;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Branches of one C# type: a union could not distinguish them, but their rules can be checked one after the other.</summary>
internal static class Alternatives
{
    /// <summary>Whether two types are one in C#, whatever rules their parts have.</summary>
    public static bool HaveOneType(TypeSpec left, TypeSpec right) => (left, right) switch
    {
        (ListType a, ListType b) => a.Item.IsNullable == b.Item.IsNullable && HaveOneType(a.Item.Type, b.Item.Type),
        (MapType a, MapType b) => a.Value.IsNullable == b.Value.IsNullable && HaveOneType(a.Value.Type, b.Value.Type),
        _ => left.Equals(right),
    };

    /// <summary>One value of several alternatives: without rules where one of them demands nothing, with the rules themselves where there is one set.</summary>
    public static ValueSpec Of(ValueSpec value, List<ValueSpec> alternatives, bool isExclusive)
    {
        List<ValueSpec> sets = [.. alternatives.Select(static item => item with { IsNullable = false })];
        if (!isExclusive)
            sets = [.. sets.Distinct()];
        if (sets.Count == 1)
            return value with { Type = sets[0].Type, Rules = sets[0].Rules };

        ValueSpec bare = Bare(value);
        if (!isExclusive && sets.Contains(bare with { IsNullable = false }))
            return bare;
        return bare with { Rules = new RuleSpec { Choice = new ChoiceSpec(isExclusive, sets.ToEquatableArray()) } };
    }

    /// <summary>Numbers that JSON cannot distinguish are one type: an <c>int</c> among <c>long</c>s is a <c>long</c>, any among <c>double</c>s a <c>double</c>.</summary>
    public static void MergeNumbers(List<Branch> cases, bool isExclusive)
    {
        List<Branch> numbers = cases.FindAll(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Double });
        if (numbers.Count < 2)
            return;
        Branch widest = numbers.Find(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Double }) ?? numbers.Find(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Int64 })!;
        bool isDouble = widest.Value.Type is ScalarType { Kind: ScalarKind.Double };

        // 'number' says all that 'integer' does, unless it is bounded otherwise.
        bool isAny = isDouble && !isExclusive && widest.Alternatives.Exists(static item => item.Rules == RuleSpec.None);
        List<ValueSpec> alternatives = isAny ? [widest.Value with { Rules = RuleSpec.None }] : [.. numbers.SelectMany(static item => item.Alternatives).Select(item => item with
        {
            Type = widest.Value.Type,
            Rules = isDouble && item.Value() is not ScalarKind.Double ? item.Rules with { IsWhole = true } : item.Rules,
        })];
        cases[cases.IndexOf(widest)] = widest with { Alternatives = alternatives };
        cases.RemoveAll(item => numbers.Contains(item) && !ReferenceEquals(item, widest));
    }

    private static ScalarKind? Value(this ValueSpec item) => (item.Type as ScalarType)?.Kind;

    private static ValueSpec Bare(ValueSpec value) => new(value.Type switch
    {
        ListType list => new ListType(Bare(list.Item)),
        MapType map => new MapType(Bare(map.Value)),
        _ => value.Type,
    }, value.IsNullable, RuleSpec.None);
}
