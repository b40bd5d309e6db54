using static KlingGen.Compiler.ChangeSeverity;

namespace KlingGen.Compiler.Comparison;

/// <summary>Compares what is said about a member: its words, its format, whether it is deprecated.</summary>
internal static class MemberTexts
{
    private const string FormatHint = "Format <c>";

    public static void Compare(ChangeList changes, ChangePlace place, MemberSpec before, MemberSpec after)
    {
        if ((before.Obsolete is null) != (after.Obsolete is null))
        {
            bool deprecated = after.Obsolete is not null;
            changes.Add(ChangeRules.MemberDeprecated, place, deprecated ? Warning : None, Info, None, $"{place.Label} is {(deprecated ? "now" : "no longer")} deprecated.");
        }

        string? was = Format(before), now = Format(after);
        if (was != now)
            changes.Add(ChangeRules.FormatChanged, place, None, Info, None, $"{place.Label}: the format is {now ?? "said no longer"}{(was is null ? "" : $", before {was}")}.", was, now);
        if (!before.Doc.Equals(after.Doc) || before.Examples != after.Examples)
            Said(changes, place, "the description or the examples");
    }

    public static void Said(ChangeList changes, ChangePlace place, string what) =>
        changes.Add(ChangeRules.Texts, place, Info, None, None, $"{place.Label}: {what} differ.");

    // A format demands nothing of a value, so the model has it among the words.
    private static string? Format(MemberSpec member)
    {
        foreach (string remark in member.Doc.Remarks)
        {
            int start = remark.IndexOf(FormatHint, StringComparison.Ordinal);
            int end = start < 0 ? -1 : remark.IndexOf("</c>", start, StringComparison.Ordinal);
            if (end > 0)
                return ChangeText.Shorten(remark.Substring(start + FormatHint.Length, end - start - FormatHint.Length));
        }
        return null;
    }
}
