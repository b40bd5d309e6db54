using KlingGen.Compiler;
using KlingGen.Compiler.Emit;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares a member that both records have.</summary>
internal sealed class MemberComparer(TypePairs pairs, ConsumerSurface surface, ChangeList changes)
{
    private readonly ValueComparer _values = new(pairs, changes);

    public void Compare(ChangePlace place, DefinitionSpec ownerBefore, MemberSpec before, DefinitionSpec ownerAfter, MemberSpec after)
    {
        if (before.Equals(after) && pairs.IsSame(ownerBefore.Name, ownerAfter.Name) && SameFace(ownerBefore, before, ownerAfter, after))
        {
            _values.Compare(Value(place, before), before.Value, after.Value, None);
            return;
        }

        // Under another name nobody reads the member as it is; the name's own change says what happens to code.
        bool counts = place.IsSource && before.Name == after.Name;
        if (before.Name != after.Name)
            Moved(place, ownerBefore, before, ownerAfter, after);
        place = place with { IsSource = counts };

        (ChangeSeverity type, ChangeSeverity presence) = Severities(ownerBefore, before, ownerAfter, after);
        bool isConst = !Equals(before.Value.Rules.Const, after.Value.Rules.Const);
        Presence(place, before, after, isConst ? None : presence);
        _values.Compare(Value(place, before), before.Value, after.Value, type, presence);
        Default(place, before, after);
        MemberTexts.Compare(changes, place, before, after);
    }

    private static ChangePlace Value(ChangePlace place, MemberSpec before) =>
        place with { IsKept = before.Presence is not (MemberPresence.Required or MemberPresence.Fixed) };

    private static bool SameFace(DefinitionSpec ownerBefore, MemberSpec before, DefinitionSpec ownerAfter, MemberSpec after) =>
        MemberCode.IsRequired(before, ownerBefore) == MemberCode.IsRequired(after, ownerAfter);

    /// <summary>What C# says of the new type, and of the new presence: each alone, and neither more than both together.</summary>
    private (ChangeSeverity Type, ChangeSeverity Presence) Severities(DefinitionSpec ownerBefore, MemberSpec before, DefinitionSpec ownerAfter, MemberSpec after)
    {
        ChangeSeverity both = surface.Member(ownerBefore, before, ownerAfter, after);
        MemberSpec otherType = before with { Value = before.Value with { Type = after.Value.Type } };
        MemberSpec otherPresence = before with { Presence = after.Presence, NullName = after.NullName, Value = before.Value with { IsNullable = after.Value.IsNullable } };
        ChangeSeverity type = Least(both, surface.Member(ownerBefore, before, ownerAfter, otherType));
        ChangeSeverity presence = Least(both, surface.Member(ownerBefore, before, ownerAfter, otherPresence));
        if (Conversions.Worst(type, presence) == both)
            return (type, presence);
        bool typeDiffers = !before.Value.Type.Equals(after.Value.Type);
        return typeDiffers ? (both, presence) : (type, both);
    }

    private void Presence(ChangePlace place, MemberSpec before, MemberSpec after, ChangeSeverity source)
    {
        if (before.Presence == after.Presence && before.Value.IsNullable == after.Value.IsNullable)
            return;

        string was = ChangeText.Type(before), now = ChangeText.Type(after);
        bool wasRequired = IsRequired(before), isRequired = IsRequired(after);
        string mayMiss = place.Says("a request can leave it out", "a result can come without it");
        if (isRequired && !wasRequired)
            changes.Add(ChangeRules.MemberRequired, place, source, place.Wire(Error, None), None, $"{place.Label} is now required.", was, now, "{0} members are now required", place.Name);
        else if (wasRequired && !isRequired)
            changes.Add(ChangeRules.MemberOptional, place, source, place.Wire(Info, before.Presence == MemberPresence.RequiredNullable ? Info : Error), None, $"{place.Label} is no longer required: {mayMiss}.", was, now, "{0} members are no longer required", place.Name, mayMiss);

        bool sendsNull = before.Presence is MemberPresence.RequiredNullable or MemberPresence.OptionalNullable;
        bool demandsValue = before.Presence is MemberPresence.Required or MemberPresence.Fixed;
        if (!before.Value.IsNullable && after.Value.IsNullable)
            changes.Add(ChangeRules.NullAllowed, place, source, place.Wire(Info, demandsValue ? Error : Info), None, $"{place.Label} can now be null.", was, now, "{0} members can now be null", place.Name);
        else if (before.Value.IsNullable && !after.Value.IsNullable)
            changes.Add(ChangeRules.NullRefused, place, source, place.Wire(sendsNull ? Error : Info, Info), None, $"{place.Label} can no longer be null.", was, now, "{0} members can no longer be null", place.Name);

        bool differed = before.Presence == MemberPresence.OptionalNullable, differs = after.Presence == MemberPresence.OptionalNullable;
        if (differed != differs && wasRequired == isRequired && before.Value.IsNullable == after.Value.IsNullable)
            changes.Add(ChangeRules.AbsenceAndNull, place, source, Info, None, $"{place.Label}: omitting it and sending null {(differs ? "now differ" : "are the same now")}.", before.NullName, after.NullName);
    }

    private void Moved(ChangePlace place, DefinitionSpec ownerBefore, MemberSpec before, DefinitionSpec ownerAfter, MemberSpec after)
    {
        MemberSpec? heir = MembersOf(ownerAfter).FirstOrDefault(member => member.Name == before.Name);
        bool isDemanded = ownerBefore.InInput && MemberCode.IsRequired(after, ownerAfter) && !MembersOf(ownerBefore).Any(member => member.Name == after.Name);
        ChangeSeverity source = heir is null || isDemanded ? Error : surface.Member(ownerBefore, before, ownerAfter, heir);
        string text = heir is null ? "" : $", and {before.Name} now stands for another member";
        changes.Add(ChangeRules.MemberMoved, place, source, heir is null ? None : Warning, None, $"{place.Label}: the same member is called {after.Name} in C# now{text}.", before.Name, after.Name, heir is null ? "{0} members have another name in C#" : null, $"{before.Name} → {after.Name}");
    }

    private void Default(ChangePlace place, MemberSpec before, MemberSpec after)
    {
        if (Equals(before.Default, after.Default))
            return;
        string? was = ChangeText.Literal(before.Default), now = ChangeText.Literal(after.Default);
        string text = was is null ? place.Says($"if omitted, the service now uses {now}", $"the default is now {now}")
            : now is null ? $"there is no longer a default, before {was}"
            : $"the default was {was} and is {now}";
        changes.Add(ChangeRules.DefaultChanged, place, None, place.Wire(Warning, Info), place.Cost(Warning), $"{place.Label}: {text}.", was, now, "{0} defaults differ", $"{place.Name} ({was ?? "none"} → {now ?? "none"})");
    }

    private static bool IsRequired(MemberSpec member) => member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed;

    public static EquatableArray<MemberSpec> MembersOf(DefinitionSpec definition) => definition switch
    {
        RecordSpec record => record.Members,
        TupleSpec tuple => tuple.Items,
        _ => default,
    };

    private static ChangeSeverity Least(ChangeSeverity left, ChangeSeverity right) => left < right ? left : right;
}
