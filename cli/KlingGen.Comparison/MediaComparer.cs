using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>Compares the limits of media files.</summary>
internal static class MediaComparer
{
    public static void Compare(ChangePlace place, RuleSpec before, RuleSpec after, Action<ChangePlace, ChangeRule, bool, string, string?, string?> note)
    {
        var was = before.MediaLimits.ToDictionary(static limit => limit.Name, static limit => limit.Value, StringComparer.Ordinal);
        var now = after.MediaLimits.ToDictionary(static limit => limit.Name, static limit => limit.Value, StringComparer.Ordinal);
        foreach (string name in was.Keys.Concat(now.Keys).Distinct().OrderBy(static name => name, StringComparer.Ordinal))
        {
            was.TryGetValue(name, out string? old);
            now.TryGetValue(name, out string? next);
            int order = old is null ? 1 : next is null ? -1 : NumberRange.Compare(next, old);
            if (order == 0)
                continue;

            // A larger minimum and a smaller maximum allow less; so does any limit where there was none.
            bool isMinimum = name.StartsWith("min_", StringComparison.Ordinal);
            bool isTighter = old is null || (next is not null && (order > 0) == isMinimum);
            note(place, isTighter ? ChangeRules.MediaTightened : ChangeRules.MediaLoosened, isTighter, $"{name} is {next ?? "gone"}{(old is null ? ", before unlimited" : $", before {old}")}", old, next);
        }

        if (before.AllowsEmptyMedia != after.AllowsEmptyMedia)
            note(place, after.AllowsEmptyMedia ? ChangeRules.MediaLoosened : ChangeRules.MediaTightened, !after.AllowsEmptyMedia, after.AllowsEmptyMedia ? "the empty text is allowed" : "the empty text is allowed no longer", null, null);
    }
}
