namespace KlingGen.Compiler.OpenApi;

/// <summary>Finds inline types that request and result write down alike, word for word: one C# type serves both, and no name is contested.</summary>
internal static class DraftTwins
{
    /// <summary>The keys of those that another one stands for, with the key of that one; it then belongs to request and result.</summary>
    public static Dictionary<DraftKey, DraftKey> Find(IReadOnlyList<Draft> drafts)
    {
        var twins = new Dictionary<DraftKey, DraftKey>();
        var first = new Dictionary<(string Desired, DefinitionSpec Shape), Draft>();

        // From within: what a type holds has found its twin before the type is compared.
        foreach (Draft draft in drafts.Where(static draft => !draft.IsComponent && draft.Spec is not EnumSpec).OrderByDescending(static draft => draft.Depth).ThenBy(static draft => draft.Key))
        {
            (string, DefinitionSpec) shape = (draft.Desired, Shape(draft.Spec!, twins));
            if (!first.TryGetValue(shape, out Draft? known))
            {
                first.Add(shape, draft);
                continue;
            }
            twins.Add(draft.Key, known.Key);
            foreach (KeyValuePair<DraftKey, Draft> owner in draft.Owners)
                known.Owners[owner.Key] = owner.Value;
            known.Spec = Shared(known.Spec!, draft.Spec!);
        }
        return twins;
    }

    /// <summary>A definition without its direction, with the types that stand for others.</summary>
    private static DefinitionSpec Shape(DefinitionSpec spec, Dictionary<DraftKey, DraftKey> twins)
    {
        DefinitionSpec bare = spec with { InInput = false, InOutput = false };
        return bare switch
        {
            RecordSpec record => record with { IsFile = false, Members = record.Members.Select(member => member with { Value = Standing(member.Value, twins) }).ToEquatableArray() },
            TupleSpec tuple => tuple with { Items = tuple.Items.Select(item => item with { Value = Standing(item.Value, twins) }).ToEquatableArray() },
            UnionSpec union => union with { Cases = union.Cases.Select(item => item with { Value = Standing(item.Value, twins) }).ToEquatableArray() },
            _ => bare,
        };
    }

    private static ValueSpec Standing(ValueSpec value, Dictionary<DraftKey, DraftKey> twins) => value with { Type = Standing(value.Type, twins) };

    private static TypeSpec Standing(TypeSpec type, Dictionary<DraftKey, DraftKey> twins) => type switch
    {
        DraftType named when twins.TryGetValue(named.Key, out DraftKey key) => named with { Key = key },
        ListType list => new ListType(Standing(list.Item, twins)),
        MapType map => new MapType(Standing(map.Value, twins)),
        _ => type,
    };

    private static DefinitionSpec Shared(DefinitionSpec one, DefinitionSpec other)
    {
        DefinitionSpec both = one with { InInput = one.InInput || other.InInput, InOutput = one.InOutput || other.InOutput };
        return both is RecordSpec record ? record with { IsFile = record.IsFile || other is RecordSpec { IsFile: true } } : both;
    }
}
