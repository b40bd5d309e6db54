using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares types: those at the same place part by part, and what became of each name.</summary>
internal sealed class TypeComparer
{
    private readonly TypePairs _pairs;
    private readonly ChangeList _changes;
    private readonly ConsumerSurface _byName;
    private readonly RecordComparer _records;
    private readonly UnionComparer _unions;
    private readonly EnumComparer _enums;

    public TypeComparer(TypePairs pairs, ChangeList changes)
    {
        ConsumerSurface surface = ConsumerSurface.Of(pairs, pairs.IsSame);
        _byName = ConsumerSurface.Of(pairs, string.Equals);
        (_pairs, _changes) = (pairs, changes);
        _records = new RecordComparer(pairs, surface, changes);
        _unions = new UnionComparer(pairs, surface, changes);
        _enums = new EnumComparer(changes);
    }

    public void Compare(EndpointSpec before)
    {
        foreach (DefinitionSpec definition in before.Definitions)
            if (definition is not RecordSpec { IsShared: true })
                Name(definition);
        foreach (TypePair pair in _pairs.All)
            Pair(pair);
    }

    /// <summary>What the type's name stands for now.</summary>
    private void Name(DefinitionSpec before)
    {
        var place = new ChangePlace(before.Name, Direction(before)) { Before = (before.Name, null) };
        if (_pairs.NameAfter(before.Name) is not { } name)
        {
            _changes.Add(ChangeRules.TypeRemoved, place, Error, None, None, $"The type {before.Name} is gone.", before.Name, null, "{0} types are gone", before.Name);
        }
        else if (name != before.Name)
        {
            _changes.Add(ChangeRules.TypeRenamed, place with { After = (name, null) }, Error, None, None, $"The type {before.Name} is called {name} now.", before.Name, name, "{0} types have another name", $"{before.Name} → {name}");
        }
        else if (!_pairs.IsPair(before.Name, name))
        {
            // Nothing of this type is at its old places, but code that names it still compiles, or not.
            ChangeSeverity source = Conversions.Worst(Info, _byName.Type(before, _pairs.After(name)));
            _changes.Add(ChangeRules.TypeMoved, place with { After = (name, null) }, source, None, None, $"{before.Name} now stands for another type.");
        }
    }

    private void Pair(TypePair pair)
    {
        bool isSource = _pairs.IsSame(pair.Before.Name, pair.After.Name);
        var place = new ChangePlace(pair.Before.Name, pair.Direction) { Before = (pair.Before.Name, null), After = (pair.After.Name, null), IsSource = isSource, Driver = pair.Driver };
        if (isSource)
            Whole(place, pair.Before, pair.After);

        switch (pair.Before, pair.After)
        {
            case (EnumSpec a, EnumSpec b):
                _enums.Compare(place, a, b);
                break;
            case (UnionSpec a, UnionSpec b):
                _unions.Compare(place, a, b);
                break;
            default:
                _records.Compare(place, pair.Before, pair.After);
                break;
        }
    }

    private void Whole(ChangePlace place, DefinitionSpec before, DefinitionSpec after)
    {
        if ((before.Obsolete is null) != (after.Obsolete is null))
        {
            bool deprecated = after.Obsolete is not null;
            _changes.Add(ChangeRules.TypeDeprecated, place, deprecated ? Warning : None, Info, None, $"{place.Label} is {(deprecated ? "now" : "no longer")} deprecated.");
        }
        if (before.InInput != after.InInput || before.InOutput != after.InOutput)
        {
            // Only unions look otherwise: what results contain has a case for what nobody knows yet.
            bool matters = before is UnionSpec && before.InOutput != after.InOutput;
            _changes.Add(ChangeRules.TypeDirection, place, matters ? Error : None, Info, None, $"{place.Label} is used by {Users(after)} now, before by {Users(before)}.", Users(before), Users(after));
        }
        if (!before.Doc.Equals(after.Doc))
            MemberTexts.Said(_changes, place, "the description");
    }

    private static ChangeDirection Direction(DefinitionSpec definition) =>
        (definition.InInput ? ChangeDirection.Request : ChangeDirection.None) | (definition.InOutput ? ChangeDirection.Response : ChangeDirection.None);

    private static string Users(DefinitionSpec definition) => (definition.InInput, definition.InOutput) switch
    {
        (true, true) => "requests and results",
        (true, false) => "requests",
        _ => "results",
    };
}
