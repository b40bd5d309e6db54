using KlingGen.Cli.Output;
using KlingGen.Cli.Output.Sarif;
using KlingGen.Comparison;

namespace KlingGen.Cli.Comparing;

/// <summary>A comparison as findings at places of schema files.</summary>
internal static class ComparisonSarif
{
    public static string Write(string folder, ComparisonReport report) => SarifLog.Write(
        folder,
        [.. ChangeRules.All.Select(static rule => new SarifRule(rule.Id, rule.Name, rule.Title))],
        [.. report.Comparisons.SelectMany(static comparison => ReportRows.Of(comparison.Changes).Select(reported => Result(comparison, reported)))]);

    private static SarifResult Result(SchemaComparison comparison, ReportedChange reported)
    {
        ModelChange change = reported.Change;
        bool isAfter = change.PointerAfter is not null ? comparison.After.Path is not null : comparison.Before.Path is null;
        SchemaVersion version = isAfter ? comparison.After : comparison.Before;
        string? pointer = isAfter ? change.PointerAfter : change.PointerBefore;
        return new SarifResult(change.RuleId, SarifLevel.Of(change.Severity), change.Message)
        {
            Path = version.Path,
            Place = pointer is null ? null : version.Places.Find(pointer),
            Member = change.Member,
            Suppression = reported.Suppression?.Reason,
            Facts =
            [
                new("source", Shown.Word(change.Source)), new("wire", Shown.Word(change.Wire)), new("cost", Shown.Word(change.Cost)),
                new("endpoint", comparison.Before.Endpoint.EndpointId), .. change.CostReason is { } reason ? new[] { KeyValuePair.Create("costReason", reason) } : [], .. change.Pointer is { } at ? new[] { KeyValuePair.Create("pointer", at) } : [],
            ],
        };
    }
}
