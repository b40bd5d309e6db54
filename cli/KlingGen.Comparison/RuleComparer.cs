using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares what two schemas demand of a value beyond its type. A request suffers from demands that grow; a result is not checked against them.</summary>
internal sealed class RuleComparer(ChangeList changes)
{
    // The only value that was ever sent keeps the new rules too.
    private bool _holds;

    public void Compare(ChangePlace place, TypeSpec typeBefore, TypeSpec type, RuleSpec before, RuleSpec after)
    {
        if (before.Equals(after with { Const = before.Const }))
            return;

        int known = changes.Count;
        _holds = before.Const is { } only && LiteralRules.Hold(only, after);
        bool isWhole = type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 };
        Bounds(place, ChangeRules.RangeTightened, ChangeRules.RangeLoosened, NumberRange.Of(before, isWhole), NumberRange.Of(after, isWhole), typeBefore is ScalarType { Kind: ScalarKind.Int32 });
        Step(place, before.MultipleOf, after.MultipleOf);
        Bounds(place, ChangeRules.LengthTightened, ChangeRules.LengthLoosened, NumberRange.Of(before.MinLength, before.MaxLength), NumberRange.Of(after.MinLength, after.MaxLength));
        Bounds(place, ChangeRules.CountTightened, ChangeRules.CountLoosened, NumberRange.Of(before.MinItems, before.MaxItems), NumberRange.Of(after.MinItems, after.MaxItems));
        Bounds(place, ChangeRules.CountTightened, ChangeRules.CountLoosened, NumberRange.Of(before.MinProperties, before.MaxProperties), NumberRange.Of(after.MinProperties, after.MaxProperties));
        if (before.UniqueItems != after.UniqueItems)
            Note(place, after.UniqueItems ? ChangeRules.CountTightened : ChangeRules.CountLoosened, after.UniqueItems, after.UniqueItems ? "items must now differ" : "items may now be equal", null, null);
        if (before.Patterns != after.Patterns)
            Pattern(place, All(before.Patterns), All(after.Patterns));
        if (before.Choice != after.Choice || before.IsWhole != after.IsWhole)
            Note(place, ChangeRules.AlternativesChanged, after.Choice is not null, after.Choice is null ? "there are no longer alternatives of rules" : "one of other alternatives of rules must be kept", null, null);
        if (before.RequiredKeys != after.RequiredKeys)
            Keys(place, before.RequiredKeys, after.RequiredKeys);
        if (before.IsClosed != after.IsClosed)
            Closing(place, after.IsClosed);
        MediaComparer.Compare(place, before, after, Note);
        if (changes.Count == known)
            MemberTexts.Said(changes, place, "the spellings of rules that mean the same");
    }

    private void Bounds(ChangePlace place, ChangeRule tightened, ChangeRule loosened, NumberRange before, NumberRange after, bool isInt32 = false)
    {
        // A bound beyond what an `int` could be takes nothing away.
        string was = before.ToString(), now = after.ToString();
        if (after.IsTighterThan(isInt32 ? before.WithinInt32() : before))
            Note(place, tightened, true, $"{tightened.Title.TrimEnd('.').ToLowerInvariant()}: {now}, before {was}", was, now);
        if (before.IsTighterThan(after))
            Note(place, loosened, false, $"{loosened.Title.TrimEnd('.').ToLowerInvariant()}: {now}, before {was}", was, now);
    }

    private void Step(ChangePlace place, string? before, string? after)
    {
        if (before == after || (before is not null && after is not null && NumberRange.Compare(before, after) == 0))
            return;
        bool loosens = after is null || (before is not null && NumberRange.IsMultiple(before, after));
        Note(place, ChangeRules.StepChanged, !loosens, after is null ? $"numbers no longer have to be multiples of {before}" : $"numbers must be multiples of {after}{(before is null ? "" : $", before of {before}")}", before, after);
    }

    private void Pattern(ChangePlace place, string? before, string? after)
    {
        string text = after is null ? "the pattern is gone" : before is null ? "a pattern is new" : "the pattern is another one";
        Note(place, ChangeRules.PatternChanged, after is not null, text, before is null ? null : ChangeText.Shorten(before), after is null ? null : ChangeText.Shorten(after));
    }

    private static string? All(EquatableArray<string> patterns) => patterns.Count == 0 ? null : string.Join(" and ", patterns);

    private void Keys(ChangePlace place, EquatableArray<string> before, EquatableArray<string> after)
    {
        bool isTighter = after.Except(before).Any();
        string text = after.Count == 0 ? "no key is required any longer" : $"the keys that must be there are {string.Join(", ", after)}";
        Note(place, ChangeRules.AlternativesChanged, isTighter, text, before.Count == 0 ? null : ChangeText.Shorten(string.Join(", ", before)), after.Count == 0 ? null : ChangeText.Shorten(string.Join(", ", after)));
    }

    private void Closing(ChangePlace place, bool closed) => changes.Add(
        closed ? ChangeRules.EnumClosed : ChangeRules.EnumOpened,
        place,
        None,
        closed ? place.Wire(Error, Info) : place.Wire(Info, Info),
        None,
        $"{place.Label}: {(closed ? $"only the enum's values are allowed now; {place.Says("other texts are refused", "results have no other texts")}" : "other texts than the enum's values are allowed now")}.");

    private void Note(ChangePlace place, ChangeRule rule, bool isTighter, string text, string? was, string? now) =>
        changes.Add(rule, place, None, isTighter ? place.Wire(_holds ? Info : Error, Info) : place.Wire(Info, Info), rule.Cost == None ? None : place.Cost(Info), $"{place.Label}: {text}.", was, now, $"{rule.Title.TrimEnd('.').Replace("{", "").Replace("}", "")}: {{0}} members", $"{place.Name} ({now ?? "none"}, before {was ?? "none"})");
}
