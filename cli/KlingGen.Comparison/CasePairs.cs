using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>Which cases of two unions are the same.</summary>
internal static class CasePairs
{
    /// <summary>By name first; then what is left, where only one on either side is of its kind. One of the two is null for a case without partner.</summary>
    public static List<(UnionCaseSpec? Before, UnionCaseSpec? After)> Of(UnionSpec before, UnionSpec after)
    {
        var pairs = new List<(UnionCaseSpec?, UnionCaseSpec?)>();
        List<UnionCaseSpec> left = [.. before.Cases];
        List<UnionCaseSpec> right = [.. after.Cases];
        foreach (UnionCaseSpec item in before.Cases)
        {
            if (right.Find(other => other.Name == item.Name && TypeClass.Of(other.Value.Type) == TypeClass.Of(item.Value.Type)) is { } other)
                Take(item, other);
        }
        foreach (UnionCaseSpec item in left.ToArray())
        {
            string kind = TypeClass.Of(item.Value.Type);
            if (left.Count(other => TypeClass.Of(other.Value.Type) == kind) == 1 && Only(right, item.Value.Type) is { } other)
                Take(item, other);
        }
        pairs.AddRange(left.Select(static item => ((UnionCaseSpec?)item, (UnionCaseSpec?)null)));
        pairs.AddRange(right.Select(static item => ((UnionCaseSpec?)null, (UnionCaseSpec?)item)));
        return pairs;

        void Take(UnionCaseSpec item, UnionCaseSpec other)
        {
            pairs.Add((item, other));
            left.Remove(item);
            right.Remove(other);
        }
    }

    /// <summary>The case that could be this type: the only one of its kind, or the one of its name.</summary>
    public static UnionCaseSpec? Only(IEnumerable<UnionCaseSpec> cases, TypeSpec type)
    {
        UnionCaseSpec[] alike = [.. cases.Where(item => TypeClass.Of(item.Value.Type) == TypeClass.Of(type))];
        return alike.Length == 1 ? alike[0] : alike.FirstOrDefault(item => item.Value.Type is NamedType a && type is NamedType b && a.Name == b.Name);
    }
}

/// <summary>Which types can stand for each other at all.</summary>
internal static class TypeClass
{
    public static string Of(TypeSpec type) => type switch
    {
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } => "enum",
        NamedType named => named.Kind.ToString(),
        ListType => "list",
        MapType => "map",
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Double } => "number",
        ScalarType { Kind: ScalarKind.String or ScalarKind.Media } => "text",
        ScalarType scalar => scalar.Kind.ToString(),
        _ => "",
    };
}
