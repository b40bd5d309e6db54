using KlingGen.Compiler;
using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Compares what is said about a member: its words, its format, whether it is deprecated.</summary>
internal static class MemberTexts
{
    public static void Compare(ChangeList changes, ChangePlace place, MemberSpec before, MemberSpec after)
    {
        if ((before.Obsolete is null) != (after.Obsolete is null))
        {
            bool deprecated = after.Obsolete is not null;
            changes.Add(ChangeRules.MemberDeprecated, place, deprecated ? Warning : None, Info, None, $"{place.Label} is {(deprecated ? "now" : "no longer")} deprecated.", null, null, deprecated ? "{0} members are now deprecated" : "{0} members are no longer deprecated", place.Name);
        }

        if (before.Format != after.Format)
        {
            string? was = Shown(before.Format), now = Shown(after.Format);
            changes.Add(ChangeRules.FormatChanged, place, None, Info, None, $"{place.Label}: {(now is null ? $"no format is named any more, before {was}" : was is null ? $"the format {now} is named" : $"the format is {now}, before {was}")}.", was, now, "{0} formats differ", $"{place.Name} ({was ?? "none"} → {now ?? "none"})");
        }
        if (place.IsRequest && !before.Doc.Equals(after.Doc))
            Price(changes, place, PriceWords.Read(before.Doc).Quote, PriceWords.Read(after.Doc).Quote);
        if (!before.Doc.Equals(after.Doc) || before.Examples != after.Examples)
            Said(changes, place, "the description or the examples");
    }

    public static void Said(ChangeList changes, ChangePlace place, string what) =>
        changes.Add(ChangeRules.Texts, place, Info, None, None, $"{place.Label}: {what} differ.", null, null, $"{what} of {{0}} members differ", place.Name);

    private static void Price(ChangeList changes, ChangePlace place, string? was, string? now)
    {
        if (was == now)
            return;
        string text = now is null ? $"its description no longer says anything about the price, before \"{was}\"" : $"its description says about the price: \"{now}\"{(was is null ? "" : $"; before: \"{was}\"")}";
        changes.Add(ChangeRules.PriceWordsChanged, place, None, None, Warning, $"{place.Label}: {text}.", was, now);
    }

    private static string? Shown(string? format) => format is null ? null : ChangeText.Shorten(format);
}
