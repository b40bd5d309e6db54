namespace KlingGen.Compiler.Emit;

/// <summary>
/// What converts to a union by itself. C# makes one conversion of ours and no second: what a case's own type is made from (an address for
/// media, a member for an open enum, a case of an inner union) therefore converts to the union too.
/// </summary>
internal static class UnionConversions
{
    private const int Deepest = 8;

    /// <summary>Each type once, with the case that it makes; the cases' own types come first.</summary>
    /// <param name="union">The union.</param>
    /// <param name="find">Finds the definitions of inner unions.</param>
    public static IReadOnlyList<(TypeSpec From, UnionCaseSpec Case)> Of(UnionSpec union, Func<string, DefinitionSpec?> find) => Of(union, find, 0);

    private static List<(TypeSpec From, UnionCaseSpec Case)> Of(UnionSpec union, Func<string, DefinitionSpec?> find, int depth)
    {
        List<(TypeSpec From, UnionCaseSpec Case)> found = [.. union.Cases.Select(static item => (item.Value.Type, item))];
        bool hasNumber = union.Cases.Any(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Double });
        foreach (UnionCaseSpec item in union.Cases.OrderBy(Rank))
            foreach (TypeSpec type in Sources(item.Value.Type, hasNumber, find, depth))
                if (!found.Exists(known => known.From.Equals(type)))
                    found.Add((type, item));
        return found;
    }

    /// <summary>A text is rather an unknown value of an enum than an address, and rather an address than any JSON.</summary>
    private static int Rank(UnionCaseSpec item) => item.Value.Type switch
    {
        NamedType { Kind: NamedKind.OpenEnum } => 0,
        ScalarType { Kind: ScalarKind.Media } => 1,
        NamedType => 2,
        _ => 3,
    };

    private static IEnumerable<TypeSpec> Sources(TypeSpec type, bool hasNumber, Func<string, DefinitionSpec?> find, int depth) => type switch
    {
        NamedType { Kind: NamedKind.OpenEnum } named => [named with { Kind = NamedKind.Enum }, new ScalarType(ScalarKind.String)],
        ScalarType { Kind: ScalarKind.Media } => [new ScalarType(ScalarKind.String)],
        ScalarType { Kind: ScalarKind.Json } when hasNumber => [new ScalarType(ScalarKind.String), new ScalarType(ScalarKind.Boolean)],
        ScalarType { Kind: ScalarKind.Json } => [new ScalarType(ScalarKind.String), new ScalarType(ScalarKind.Boolean), new ScalarType(ScalarKind.Int64), new ScalarType(ScalarKind.Double)],
        NamedType { Kind: NamedKind.Union } named when depth < Deepest && find(named.Name) is UnionSpec inner => Of(inner, find, depth + 1).Select(static pair => pair.From),
        _ => [],
    };
}
