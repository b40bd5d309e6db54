using KlingGen.Compiler;
using KlingGen.Compiler.Emit;
using static KlingGen.Comparison.ChangeSeverity;
using static KlingGen.Comparison.Conversions;

namespace KlingGen.Comparison;

/// <summary>
/// What happens to code that uses everything of a type, when another type takes over its name. Such code makes what requests contain (with all
/// members, and with the required ones alone), reads what results contain, and takes unions apart; see <c>docs/cli/diff.md</c>.
/// </summary>
/// <param name="forth">Assigning what there was to what there is.</param>
/// <param name="back">Assigning what there is to what there was.</param>
internal sealed class ConsumerSurface(Conversions forth, Conversions back)
{
    /// <summary>By names alone, as the compiler sees them; or as somebody who has followed the renamings.</summary>
    public static ConsumerSurface Of(TypePairs pairs, Func<string, string, bool> same) =>
        new(new Conversions(same, pairs.FindAfter), new Conversions((after, before) => same(before, after), pairs.FindBefore));

    public ChangeSeverity Type(DefinitionSpec before, DefinitionSpec after)
    {
        ChangeSeverity own = before.Obsolete is null && after.Obsolete is not null ? Warning : None;
        return Worst(own, (before, after) switch
        {
            (EnumSpec a, EnumSpec b) => a.Values.Any(value => !b.Values.Any(other => other.Name == value.Name)) ? Error : None,
            (UnionSpec a, UnionSpec b) => Union(a, b),
            (RecordSpec a, RecordSpec b) => a.IsFile && !b.IsFile ? Error : Members(a, a.Members, b, b.Members),
            (TupleSpec a, TupleSpec b) => Members(a, a.Items, b, b.Items),
            _ => Error,
        });
    }

    /// <summary>One member of the same name before and after.</summary>
    public ChangeSeverity Member(DefinitionSpec ownerBefore, MemberSpec before, DefinitionSpec ownerAfter, MemberSpec after)
    {
        ChangeSeverity worst = None;
        if (before.NullName is not null && before.NullName != after.NullName)
            return Error;
        if (ownerBefore.InInput)
        {
            if (MemberCode.IsRequired(after, ownerAfter) && !MemberCode.IsRequired(before, ownerBefore))
                return Error;
            worst = forth.Make(PropertyType.Of(before), PropertyType.Of(after));
        }
        return ownerBefore.InOutput ? Worst(worst, back.Read(PropertyType.Of(after), PropertyType.Of(before))) : worst;
    }

    /// <summary>Whether a value of a case's type still becomes the union by itself; a list never did.</summary>
    public bool Converts(UnionCaseSpec item, UnionSpec after) =>
        CSharpTypes.IsCollection(item.Value.Type) || forth.Becomes(item.Value.Type, after);

    /// <summary>A case of the same name: making it, and getting it out.</summary>
    public ChangeSeverity Case(UnionSpec owner, UnionCaseSpec before, UnionSpec ownerAfter, UnionCaseSpec after)
    {
        ChangeSeverity made = owner.InInput ? forth.Assign(PropertyType.Of(before.Value), PropertyType.Of(after.Value)) : None;
        if (owner.InInput && !Converts(before, ownerAfter))
            return Error;
        return Worst(made, back.Identity(after.Value, before.Value));
    }

    private ChangeSeverity Union(UnionSpec before, UnionSpec after)
    {
        // `Match` takes one function a case, by position.
        if (before.Cases.Count != after.Cases.Count || before.InOutput != after.InOutput || (before.IsFile && !after.IsFile))
            return Error;
        ChangeSeverity worst = None;
        for (int i = 0; i < before.Cases.Count; i++)
        {
            UnionCaseSpec item = before.Cases[i];
            worst = Worst(worst, back.Identity(after.Cases[i].Value, item.Value));
            worst = Worst(worst, after.Cases.FirstOrDefault(other => other.Name == item.Name) is { } found ? Case(before, item, after, found) : Error);
        }
        return worst;
    }

    private ChangeSeverity Members(DefinitionSpec before, EquatableArray<MemberSpec> members, DefinitionSpec after, EquatableArray<MemberSpec> others)
    {
        ChangeSeverity worst = None;
        foreach (MemberSpec member in members)
        {
            MemberSpec? other = others.FirstOrDefault(candidate => candidate.Name == member.Name);
            worst = Worst(worst, other is null ? Error : Member(before, member, after, other));
            worst = Worst(worst, member.Obsolete is null && other?.Obsolete is not null ? Warning : None);
        }
        bool demandsMore = before.InInput && others.Any(other => MemberCode.IsRequired(other, after) && !members.Any(member => member.Name == other.Name));
        return demandsMore ? Error : worst;
    }
}
