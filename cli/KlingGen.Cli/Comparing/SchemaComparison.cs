using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>Two versions of an endpoint's document, and what differs.</summary>
/// <param name="Before">The version that code was written for.</param>
/// <param name="After">The version that takes its place.</param>
/// <param name="Changes">What is reported, the worst first.</param>
internal sealed record SchemaComparison(SchemaVersion Before, SchemaVersion After, IReadOnlyList<ReportedChange> Changes)
{
    /// <summary>What counts: neither suppressed, nor unused by the code that was asked about.</summary>
    public IEnumerable<ModelChange> Counted => Changes.Where(static reported => reported.Suppression is null).Select(static reported => reported.Change);

    /// <summary>Compares, and leaves out what concerns words alone unless it is asked for.</summary>
    public static SchemaComparison Of(SchemaVersion before, SchemaVersion after, bool withTexts, Suppressions suppressions, Func<ModelChange, bool> isWanted)
    {
        EquatableArray<ModelChange> changes = ModelComparison.Compare(before.Endpoint, after.Endpoint, before.Places, after.Places);
        return new SchemaComparison(before, after,
        [
            .. changes.Where(change => (withTexts || !ChangeRules.Find(change.RuleId)!.IsText) && isWanted(change))
                .OrderByDescending(static change => change.Severity)
                .Select(change => new ReportedChange(change, suppressions.Find(before.Endpoint.EndpointId, change))),
        ]);
    }
}

/// <summary>A change, and why it does not count, if so.</summary>
/// <param name="Change">The change.</param>
/// <param name="Suppression">The reason of the suppressions file; null where it counts.</param>
internal sealed record ReportedChange(ModelChange Change, Suppression? Suppression);
