using KlingGen.Compiler;
using KlingGen.Compiler.Emit;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares two records, or two tuples, member by member, by the names of the wire.</summary>
internal sealed class RecordComparer(TypePairs pairs, ConsumerSurface surface, ChangeList changes)
{
    private readonly MemberComparer _members = new(pairs, surface, changes);

    public void Compare(ChangePlace place, DefinitionSpec before, DefinitionSpec after)
    {
        EquatableArray<MemberSpec> members = MemberComparer.MembersOf(before), others = MemberComparer.MembersOf(after);
        var byName = others.ToDictionary(static member => member.WireName, StringComparer.Ordinal);
        List<MemberSpec> gone = [.. members.Where(member => !byName.ContainsKey(member.WireName))];
        List<MemberSpec> added = [.. others.Where(other => !members.Any(member => member.WireName == other.WireName))];

        foreach (MemberSpec member in members)
            if (byName.TryGetValue(member.WireName, out MemberSpec? other))
                _members.Compare(Place(place, before, after, member, other), before, member, after, other);

        foreach ((MemberSpec old, MemberSpec next) in Renames.Find(gone, added))
        {
            Renamed(Place(place, before, after, old, next), before, old, after, next);
            gone.Remove(old);
            added.Remove(next);
        }
        foreach (MemberSpec member in gone)
            Removed(Place(place, before, after, member, null), before, member, after);
        foreach (MemberSpec member in added)
            Added(Place(place, before, after, null, member), before, after, member);

        FileShape(changes, place, before is RecordSpec { IsFile: true }, after is RecordSpec { IsFile: true });
        if (before is RecordSpec open && after is RecordSpec closed)
            Others(place, open, closed);
        if (!members.Select(static member => member.WireName).Where(byName.ContainsKey).SequenceEqual(others.Select(static member => member.WireName).Where(name => members.Any(member => member.WireName == name)), StringComparer.Ordinal))
            MemberTexts.Said(changes, place, "the members' places");
    }

    public static void FileShape(ChangeList changes, ChangePlace place, bool was, bool now)
    {
        if (was != now)
            changes.Add(ChangeRules.FileShape, place, was ? Error : None, None, None, $"{place.Label} is {(now ? "now" : "no longer")} one of the service's files (`IFalFile`).");
    }

    /// <summary>Members beside those that the schema names.</summary>
    private void Others(ChangePlace place, RecordSpec before, RecordSpec after)
    {
        ChangeSeverity source = before.KeepsOthers && !after.KeepsOthers ? Error : None;
        string bag = source == Error ? "; AdditionalProperties is gone" : "";
        if (after.IsClosed && !before.IsClosed)
            changes.Add(ChangeRules.MembersClosed, place, source, place.Wire(Error, Info), None, $"{place.Label}: members that the schema does not name are now forbidden{bag}.");
        else if (before.IsClosed && !after.IsClosed)
            changes.Add(ChangeRules.MembersOpened, place, None, place.Wire(Info, Info), None, $"{place.Label}: members that the schema does not name are now allowed.");
    }

    private ChangePlace Place(ChangePlace owner, DefinitionSpec before, DefinitionSpec after, MemberSpec? member, MemberSpec? other) => owner with
    {
        Label = owner.Label + "." + (member ?? other)!.Name,
        Before = member is null ? null : (before.Name, member.WireName),
        After = other is null ? null : (after.Name, other.WireName),
        Driver = new Lazy<string?>(() => CostDrivers.Reason(member, pairs.FindBefore, other, pairs.FindAfter)),
    };

    private void Removed(ChangePlace place, DefinitionSpec owner, MemberSpec member, DefinitionSpec ownerAfter)
    {
        (ChangeSeverity source, string heir) = NameOf(owner, member, ownerAfter);
        bool demanded = member.Presence is MemberPresence.Required or MemberPresence.Fixed;
        string consequence = place.Says("what is sent in it has no effect", "results no longer have it");
        changes.Add(ChangeRules.MemberRemoved, place, source, place.Wire(Warning, demanded ? Error : Warning), place.Cost(Warning), $"{place.Label} is gone: {consequence}{heir}.", ChangeText.Type(member), null, "{0} members are gone", place.Name, consequence);
    }

    private void Added(ChangePlace place, DefinitionSpec owner, DefinitionSpec ownerAfter, MemberSpec member)
    {
        bool required = MemberCode.IsRequired(member, ownerAfter);
        bool demanded = member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed;
        ChangeSeverity source = owner.InInput && required && !MemberComparer.MembersOf(owner).Any(known => known.Name == member.Name) ? Error : None;
        changes.Add(ChangeRules.MemberAdded, place, source, place.Wire(demanded ? Error : Info, Info), place.Cost(Info), $"{place.Label} is new{(demanded ? ", and required" : "")}.", null, ChangeText.Type(member), demanded ? "{0} members are new, and required" : "{0} members are new", $"{place.Name} ({ChangeText.Type(member)})");
    }

    private void Renamed(ChangePlace place, DefinitionSpec owner, MemberSpec member, DefinitionSpec ownerAfter, MemberSpec next)
    {
        (ChangeSeverity source, string heir) = NameOf(owner, member, ownerAfter);
        if (owner.InInput && MemberCode.IsRequired(next, ownerAfter) && next.Name != member.Name)
            source = Error;
        bool demanded = next.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed;
        bool read = member.Presence is MemberPresence.Required or MemberPresence.Fixed;
        changes.Add(ChangeRules.MemberRenamed, place, source, place.Wire(demanded ? Error : Warning, read ? Error : Warning), None, $"{place.Label} is gone, and {next.Name} looks the same{heir}.", ChangeText.Shorten(member.WireName), ChangeText.Shorten(next.WireName), "{0} members are gone, and others look the same", $"{member.Name} → {next.Name}");
    }

    /// <summary>What becomes of the member's C# name: gone, or another member's.</summary>
    private (ChangeSeverity Source, string Text) NameOf(DefinitionSpec owner, MemberSpec member, DefinitionSpec ownerAfter) =>
        MemberComparer.MembersOf(ownerAfter).FirstOrDefault(other => other.Name == member.Name) is { } heir
            ? (surface.Member(owner, member, ownerAfter, heir), $"; {member.Name} now stands for another member")
            : (Error, "");
}
