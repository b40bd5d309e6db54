using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>A type of before and the type of after that stands in its place.</summary>
internal sealed class TypePair(DefinitionSpec before, DefinitionSpec after)
{
    public DefinitionSpec Before { get; } = before;

    public DefinitionSpec After { get; } = after;

    /// <summary>From which roots the place is reached.</summary>
    public ChangeDirection Direction { get; set; }

    /// <summary>Why the price goes by the values of an enum: because it does by a member of the request that has them. Null for all other types.</summary>
    public Lazy<string?>? Driver { get; set; }
}

/// <summary>Walks two models side by side from the request and from the result: types belong together by their place, not by their name.</summary>
internal sealed class TypePairs
{
    private readonly Dictionary<string, DefinitionSpec> _before;
    private readonly Dictionary<string, DefinitionSpec> _after;
    private readonly SortedDictionary<string, SortedDictionary<string, TypePair>> _pairs = new(StringComparer.Ordinal);

    public TypePairs(EndpointSpec before, EndpointSpec after)
    {
        _before = before.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        _after = after.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        Walk(before.Input, after.Input, ChangeDirection.Request);
        Walk(before.Output, after.Output, ChangeDirection.Response);
    }

    public IEnumerable<TypePair> All => _pairs.Values.SelectMany(static pairs => pairs.Values);

    public DefinitionSpec Before(string name) => _before[name];

    public DefinitionSpec After(string name) => _after[name];

    public DefinitionSpec? FindAfter(string name) => _after.TryGetValue(name, out DefinitionSpec? definition) ? definition : null;

    public DefinitionSpec? FindBefore(string name) => _before.TryGetValue(name, out DefinitionSpec? definition) ? definition : null;

    public bool IsPair(string before, string after) => _pairs.TryGetValue(before, out SortedDictionary<string, TypePair>? pairs) && pairs.ContainsKey(after);

    /// <summary>What a type is called after: its own name where somebody still has it; null where nothing stands in its place.</summary>
    public string? NameAfter(string before) =>
        _after.ContainsKey(before) ? before : _pairs.TryGetValue(before, out SortedDictionary<string, TypePair>? pairs) ? pairs.Keys.First() : null;

    /// <summary>Whether code that follows renamings by hand sees the same type.</summary>
    public bool IsSame(string before, string after) => NameAfter(before) == after;

    private static bool IsShared(NamedType type, Dictionary<string, DefinitionSpec> definitions) => definitions[type.Name] is RecordSpec { IsShared: true };

    private void Walk(TypeSpec before, TypeSpec after, ChangeDirection direction, Lazy<string?>? driver = null)
    {
        switch (before, after)
        {
            case (ListType a, ListType b):
                Walk(a.Item.Type, b.Item.Type, direction, driver);
                break;
            case (MapType a, MapType b):
                Walk(a.Value.Type, b.Value.Type, direction, driver);
                break;
            case (NamedType a, NamedType b) when IsShared(a, _before) || IsShared(b, _after):
                // The runtime's own types change with the runtime: for code another one in their place is another type.
                break;
            case (NamedType a, NamedType b) when TypeClass.Of(a) == TypeClass.Of(b):
                Pair(a.Name, b.Name, direction, driver);
                break;
            case (NamedType { Kind: NamedKind.Union } a, _) when CasePairs.Only(((UnionSpec)_before[a.Name]).Cases, after) is { } item:
                Walk(item.Value.Type, after, direction, driver);
                break;
            case (_, NamedType { Kind: NamedKind.Union } b) when CasePairs.Only(((UnionSpec)_after[b.Name]).Cases, before) is { } item:
                Walk(before, item.Value.Type, direction, driver);
                break;
        }
    }

    private void Pair(string before, string after, ChangeDirection direction, Lazy<string?>? driver)
    {
        if (!_pairs.TryGetValue(before, out SortedDictionary<string, TypePair>? pairs))
            _pairs.Add(before, pairs = new SortedDictionary<string, TypePair>(StringComparer.Ordinal));
        if (!pairs.TryGetValue(after, out TypePair? pair))
            pairs.Add(after, pair = new TypePair(_before[before], _after[after]));
        if (pair.Before is EnumSpec && driver is not null)
            Add(pair, driver);
        if ((pair.Direction & direction) == direction)
            return;

        pair.Direction |= direction;
        switch (pair.Before, pair.After)
        {
            case (RecordSpec a, RecordSpec b):
                Members(a.Members, b.Members, direction);
                break;
            case (TupleSpec a, TupleSpec b):
                Members(a.Items, b.Items, direction);
                break;
            case (UnionSpec a, UnionSpec b):
                foreach ((UnionCaseSpec? item, UnionCaseSpec? other) in CasePairs.Of(a, b))
                    if (item is not null && other is not null)
                        Walk(item.Value.Type, other.Value.Type, direction, driver);
                break;
        }
    }

    /// <summary>Of several members that share an enum, one by which the price goes is enough.</summary>
    private static void Add(TypePair pair, Lazy<string?> driver)
    {
        Lazy<string?>? known = pair.Driver;
        pair.Driver = known is null ? driver : new Lazy<string?>(() => known.Value ?? driver.Value);
    }

    private void Members(EquatableArray<MemberSpec> before, EquatableArray<MemberSpec> after, ChangeDirection direction)
    {
        var others = after.ToDictionary(static member => member.WireName, StringComparer.Ordinal);
        foreach (MemberSpec member in before)
            if (others.TryGetValue(member.WireName, out MemberSpec? other))
                Walk(member.Value.Type, other.Value.Type, direction, direction == ChangeDirection.Request ? new Lazy<string?>(() => CostDrivers.Reason(member, FindBefore, other, FindAfter)) : null);
    }
}
