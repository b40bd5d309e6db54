using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares two unions case by case.</summary>
internal sealed class UnionComparer(TypePairs pairs, ConsumerSurface surface, ChangeList changes)
{
    private readonly ValueComparer _values = new(pairs, changes);

    public void Compare(ChangePlace place, UnionSpec before, UnionSpec after)
    {
        foreach ((UnionCaseSpec? item, UnionCaseSpec? other) in CasePairs.Of(before, after))
        {
            string name = (item ?? other)!.Name;
            ChangePlace at = place with { Label = place.Label + "." + name };
            if (other is null)
                changes.Add(ChangeRules.BranchRemoved, at, Error, place.Wire(Error, Info), None, $"{place.Label} no longer has a case {name}.", ChangeText.Type(item!.Value), null, "{0} cases are gone", name);
            else if (item is null)
                changes.Add(ChangeRules.BranchAdded, at, Error, place.Wire(Info, Warning), None, $"{place.Label} has a new case {name}: `Match` takes one more function.", null, ChangeText.Type(other.Value), "{0} cases are new, and `Match` takes as many more functions", $"{name} ({ChangeText.Type(other.Value)})");
            else
                Case(at, before, item, after, other);
        }

        RecordComparer.FileShape(changes, place, before.IsFile, after.IsFile);
        bool sameCases = before.Cases.Count == after.Cases.Count && before.Cases.All(item => after.Cases.Any(other => other.Name == item.Name));
        if (sameCases && !before.Cases.Select(static item => item.Name).SequenceEqual(after.Cases.Select(static item => item.Name), StringComparer.Ordinal))
            changes.Add(ChangeRules.BranchOrder, place, Error, None, None, $"{place.Label}: the cases stand in another order, and so do the functions of `Match`.");
    }

    private void Case(ChangePlace place, UnionSpec owner, UnionCaseSpec before, UnionSpec ownerAfter, UnionCaseSpec after)
    {
        bool sameName = before.Name == after.Name || (before.Value.Type is NamedType a && after.Value.Type is NamedType b && !a.Name.Equals(b.Name, StringComparison.Ordinal) && pairs.IsSame(a.Name, b.Name));
        if (!sameName)
            changes.Add(ChangeRules.BranchOrder, place, Error, None, None, $"{place.Label}: the case is called {after.Name} now.", before.Name, after.Name);

        _values.Compare(place, before.Value, after.Value, sameName ? surface.Case(owner, before, ownerAfter, after) : None);
        if (!Equals(before.Default, after.Default))
            changes.Add(ChangeRules.DefaultChanged, place, None, place.Wire(Warning, Info), None, $"{place.Label}: the default of this case was {ChangeText.Literal(before.Default) ?? "none"} and is {ChangeText.Literal(after.Default) ?? "none"}.", ChangeText.Literal(before.Default), ChangeText.Literal(after.Default));
        if (before.Shapes != after.Shapes || before.TagMember != after.TagMember || before.TagValues != after.TagValues || before.RequiredMembers != after.RequiredMembers)
            changes.Add(ChangeRules.BranchDiscriminator, place, None, Info, None, $"{place.Label}: the case is recognised by something else.", Discriminator(before), Discriminator(after), "{0} cases are recognised by something else", place.Name);
        if (!before.Doc.Equals(after.Doc))
            MemberTexts.Said(changes, place, "the words");
    }

    private static string Discriminator(UnionCaseSpec item) =>
        ChangeText.Shorten(item.TagMember is null ? string.Join(", ", item.RequiredMembers) : $"{item.TagMember} = {string.Join(", ", item.TagValues)}");
}
