using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Settles the names of an endpoint's types, and puts them in place of the keys.</summary>
internal sealed class DraftNaming
{
    private readonly Dictionary<DraftKey, string> _names = [];
    private readonly HashSet<string> _used = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _client;
    private readonly List<Draft> _drafts;
    private readonly RecordSpec[] _shared;
    private readonly DraftKey[] _roots;
    private readonly HashSet<DraftKey> _places;

    public DraftNaming(IReadOnlyDictionary<DraftKey, Draft> drafts, IEnumerable<TypeSpec> roots, string client)
    {
        List<Draft> reached = [.. Reached(drafts, roots).OrderBy(static draft => draft.Key)];
        Dictionary<DraftKey, DraftKey> twins = DraftTwins.Find(reached);
        _client = client;
        _roots = [.. roots.OfType<DraftType>().Select(static root => root.Key)];
        Dictionary<DraftKey, RecordSpec> shared = Shared(reached.Where(draft => !twins.ContainsKey(draft.Key)));
        _shared = [.. shared.Values.Distinct()];
        foreach (KeyValuePair<DraftKey, RecordSpec> file in shared)
            _names.Add(file.Key, file.Value.Name);
        _drafts = [.. reached.Where(draft => !twins.ContainsKey(draft.Key) && !shared.ContainsKey(draft.Key))];
        _used.Add(client + "Client");
        _used.Add("I" + client + "Client");
        _used.Add(client + "Extensions");
        _used.Add(client + "Json");
        NameComponents();
        NameInline();
        foreach (KeyValuePair<DraftKey, DraftKey> twin in twins)
            _names.Add(twin.Key, _names[twin.Value]);
        _places = [.. _drafts.Select(static draft => draft.Key)];
    }

    public TypeSpec Rename(TypeSpec type) => type switch
    {
        DraftType draft => new NamedType(_names[draft.Key], draft.Kind),
        ListType list => new ListType(Rename(list.Item)),
        MapType map => new MapType(Rename(map.Value)),
        _ => type,
    };

    /// <summary>The finished types by ordinal name.</summary>
    public IEnumerable<DefinitionSpec> Definitions() =>
        _drafts.Select(Finish).Concat(_shared).OrderBy(static definition => definition.Name, StringComparer.Ordinal);

    /// <summary>Places by the names that the types got.</summary>
    public Dictionary<(string Type, string? Wire), string> Places(IReadOnlyDictionary<(DraftKey Key, string? Wire), string> places) =>
        places.Where(place => _places.Contains(place.Key.Key)).ToDictionary(place => (_names[place.Key.Key], place.Key.Wire), static place => place.Value);

    private ValueSpec Rename(ValueSpec value) => value with { Type = Rename(value.Type), Rules = Rename(value.Rules) };

    private RuleSpec Rename(RuleSpec rules) => rules.Choice is { } choice
        ? rules with { Choice = choice with { Alternatives = choice.Alternatives.Select(Rename).ToEquatableArray() } }
        : rules;

    private DefinitionSpec Finish(Draft draft)
    {
        string name = _names[draft.Key];
        return draft.Spec! switch
        {
            RecordSpec record => record with { Name = name, Members = MemberNaming.Properties(record.Members, name).Select(Renamed).ToEquatableArray() },
            TupleSpec tuple => tuple with { Name = name, Items = MemberNaming.Positions(tuple.Items, name).Select(Renamed).ToEquatableArray() },
            EnumSpec values => values with { Name = name, Values = MemberNaming.EnumValues(values.Values, name).ToEquatableArray() },
            UnionSpec union => union with { Name = name, IsFile = union.InOutput && union.Cases.All(item => IsFile(item.Value.Type)), Cases = MemberNaming.Cases(Cases(union), name).ToEquatableArray() },
            _ => draft.Spec!,
        };
    }

    /// <summary>Cases whose types have turned out to be one are one case.</summary>
    private IEnumerable<UnionCaseSpec> Cases(UnionSpec union) =>
        union.Cases.Select(item => item with { Value = Rename(item.Value) }).GroupBy(static item => item.Value).Select(static same => same.First());

    private bool IsFile(TypeSpec type) => type is DraftType { Kind: NamedKind.Record } named
        && (_drafts.Find(draft => _names[draft.Key] == _names[named.Key])?.Spec is RecordSpec { IsFile: true } || _shared.Any(file => file.Name == _names[named.Key]));

    /// <summary>The files that the runtime has a type for, by key.</summary>
    private Dictionary<DraftKey, RecordSpec> Shared(IEnumerable<Draft> drafts)
    {
        var shared = new Dictionary<DraftKey, RecordSpec>();
        foreach (Draft draft in drafts)
            if (draft is { InInput: false, Spec: RecordSpec record } && !_roots.Contains(draft.Key) && SharedFiles.Find(record) is { } file)
                shared.Add(draft.Key, file);
        return shared;
    }

    private MemberSpec Renamed(MemberSpec member) => member with { Value = Rename(member.Value) };

    private void NameComponents()
    {
        Assign(_drafts.Where(static draft => draft.IsComponent), draft => ReservedNames.IsType(draft.Desired) ? Identifier.Prepend(_client, draft.Desired) : draft.Desired);
    }

    /// <summary>
    /// An inline type takes its member's name. Of several that want one name the request's own member has it, else the result's own; to the
    /// others, and to names that mean something else in every C# file, their owner's name is put in front.
    /// </summary>
    private void NameInline()
    {
        List<Draft> inline = [.. _drafts.Where(static draft => !draft.IsComponent)];
        var heirs = new HashSet<Draft>(inline.GroupBy(static draft => draft.Desired, StringComparer.OrdinalIgnoreCase).Select(group => Heir([.. group])).OfType<Draft>());
        var components = new HashSet<string>(_used, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<int, Draft> level in inline.GroupBy(static draft => draft.Depth).OrderBy(static group => group.Key))
        {
            Assign(level, draft =>
            {
                bool isOwn = heirs.Contains(draft) && !components.Contains(draft.Desired) && !IsTaken(draft.Desired);
                return isOwn ? draft.Desired : Identifier.Prepend(OwnerName(draft), draft.Desired);
            });
        }
    }

    /// <summary>Who of all that want a name has it.</summary>
    private Draft? Heir(List<Draft> wanting)
    {
        if (wanting.Count == 1)
            return wanting[0];
        foreach (DraftKey root in _roots)
        {
            List<Draft> own = wanting.FindAll(draft => draft.Owners.ContainsKey(root));
            if (own.Count > 0)
                return own.Count == 1 ? own[0] : null;
        }
        return null;
    }

    private void Assign(IEnumerable<Draft> drafts, Func<Draft, string> candidate)
    {
        Dictionary<string, Draft> byKey = drafts.ToDictionary(static draft => draft.Key.Text, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> pair in NameScope.Assign(byKey.Keys, key => candidate(byKey[key]), IsTaken, "Model", StringComparer.OrdinalIgnoreCase))
        {
            _names.Add(byKey[pair.Key].Key, pair.Value);
            _used.Add(pair.Value);
        }
    }

    private bool IsTaken(string name) => _used.Contains(name) || ReservedNames.IsType(name);

    private string OwnerName(Draft draft)
    {
        foreach (Draft owner in draft.Owners.Values)
            if (_names.TryGetValue(owner.Key, out string? name))
                return name;
        for (Draft? parent = draft.Parent; parent is not null; parent = parent.Parent)
            if (_names.TryGetValue(parent.Key, out string? name))
                return name;
        return "";
    }

    /// <summary>The types that a request or a result can still contain, once unusable parts have become free JSON.</summary>
    private static HashSet<Draft> Reached(IReadOnlyDictionary<DraftKey, Draft> drafts, IEnumerable<TypeSpec> roots)
    {
        var reached = new HashSet<Draft>();
        var open = new Stack<TypeSpec>(roots);
        while (open.Count > 0)
        {
            switch (open.Pop())
            {
                case ListType list:
                    open.Push(list.Item.Type);
                    break;
                case MapType map:
                    open.Push(map.Value.Type);
                    break;
                case DraftType named when reached.Add(drafts[named.Key]):
                    foreach (TypeSpec type in Parts(drafts[named.Key].Spec!))
                        open.Push(type);
                    break;
            }
        }
        return reached;
    }

    private static IEnumerable<TypeSpec> Parts(DefinitionSpec definition) => definition switch
    {
        RecordSpec record => record.Members.Select(static member => member.Value.Type),
        TupleSpec tuple => tuple.Items.Select(static member => member.Value.Type),
        UnionSpec union => union.Cases.Select(static item => item.Value.Type),
        _ => [],
    };
}
