using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>Compares the limits of media files.</summary>
internal static class MediaComparer
{
    public static void Compare(ChangePlace place, RuleSpec before, RuleSpec after, Action<ChangePlace, ChangeRule, bool, string, string?, string?> note)
    {
        var was = before.MediaLimits.ToDictionary(static limit => limit.Kind, static limit => limit.Value);
        var now = after.MediaLimits.ToDictionary(static limit => limit.Kind, static limit => limit.Value);
        foreach (MediaLimitKind kind in was.Keys.Concat(now.Keys).Distinct().OrderBy(static kind => kind.WireName, StringComparer.Ordinal))
        {
            was.TryGetValue(kind, out string? old);
            now.TryGetValue(kind, out string? next);
            int order = old is null ? 1 : next is null ? -1 : NumberRange.Compare(next, old);
            if (order == 0)
                continue;

            // A larger minimum and a smaller maximum allow less; so does any limit where there was none.
            bool isTighter = old is null || (next is not null && (order > 0) == kind.IsMinimum);
            note(place, isTighter ? ChangeRules.MediaTightened : ChangeRules.MediaLoosened, isTighter, $"{kind.WireName} is {next ?? "gone"}{(old is null ? ", before unlimited" : $", before {old}")}", old, next);
        }

        if (before.AllowsEmptyMedia != after.AllowsEmptyMedia)
            note(place, after.AllowsEmptyMedia ? ChangeRules.MediaLoosened : ChangeRules.MediaTightened, !after.AllowsEmptyMedia, after.AllowsEmptyMedia ? "the empty text is allowed" : "the empty text is no longer allowed", null, null);
    }
}
