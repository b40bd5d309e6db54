using System.Globalization;
using KlingGen.Comparison;

namespace KlingGen.Cli.Comparing;

/// <summary>
/// Changes as people read them: those of one rule at one type that mean the same for code, calls and price are one row. The JSON document has each of them.
/// </summary>
internal static class ReportRows
{
    private const int MaxParts = 12;

    public static IReadOnlyList<ReportedChange> Of(IEnumerable<ReportedChange> changes) =>
        [.. changes.GroupBy(Key).SelectMany(static group => group.Key.Several is null || !group.Skip(1).Any() ? group : (IEnumerable<ReportedChange>)[Together([.. group])])];

    private static (string RuleId, string Owner, string? Several, string? Consequence, ChangeDirection, ChangeSeverity, ChangeSeverity, ChangeSeverity, string? Reason, Suppression?) Key(ReportedChange reported)
    {
        ModelChange change = reported.Change;
        return (change.RuleId, Owner(change), change.Several, change.Consequence, change.Direction, change.Source, change.Wire, change.Cost, change.CostReason, reported.Suppression);
    }

    private static ReportedChange Together(ReportedChange[] group)
    {
        ModelChange first = group[0].Change;
        string owner = Owner(first);
        string said = first.Several!.Replace("{0}", group.Length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        string parts = string.Join(", ", group.Take(MaxParts).Select(static reported => reported.Change.Part));
        string more = group.Length > MaxParts ? string.Create(CultureInfo.InvariantCulture, $" and {group.Length - MaxParts} more") : "";
        string follows = first.Consequence is { } consequence ? "; for each, " + consequence : "";
        ModelChange together = first with
        {
            Member = owner.Length > 0 ? owner : first.Member,
            Message = $"{(owner.Length > 0 ? owner + ": " : "")}{said}: {parts}{more}{follows}.",
            Before = null,
            After = null,
        };
        return new ReportedChange(together, group[0].Suppression);
    }

    /// <summary>The type that a member belongs to; empty for a type.</summary>
    private static string Owner(ModelChange change) => change.Member.LastIndexOf('.') is > 0 and var dot ? change.Member[..dot] : "";
}
