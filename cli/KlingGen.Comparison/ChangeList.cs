using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>Collects changes and gives each its places in the documents.</summary>
internal sealed class ChangeList(SchemaPlaces? before, SchemaPlaces? after)
{
    private readonly List<ModelChange> _changes = [];

    public int Count => _changes.Count;

    public void Add(ChangeRule rule, ChangePlace place, ChangeSeverity source, ChangeSeverity wire, ChangeSeverity cost, string message, string? was = null, string? @is = null, string? several = null, string? part = null, string? consequence = null) =>
        _changes.Add(new ModelChange
        {
            RuleId = rule.Id,
            Member = place.Label,
            PointerBefore = Find(before, place.Before),
            PointerAfter = Find(after, place.After),
            Direction = place.Direction,
            Source = place.IsSource ? source : ChangeSeverity.None,
            Wire = wire,
            Cost = cost,
            Message = message,
            Before = was,
            After = @is,
            CostReason = cost == ChangeSeverity.None ? null : place.CostReason,
            Several = several,
            Part = part,
            Consequence = consequence,
        });

    /// <summary>By member, then by rule: the same for the same two models.</summary>
    public EquatableArray<ModelChange> ToArray() =>
        _changes.Distinct()
            .OrderBy(static change => change.Member, StringComparer.Ordinal)
            .ThenBy(static change => change.RuleId, StringComparer.Ordinal)
            .ThenBy(static change => change.Message, StringComparer.Ordinal)
            .ToEquatableArray();

    private static string? Find(SchemaPlaces? places, (string Type, string? Wire)? key) =>
        key is { } known ? places?.Pointer(known.Type, known.Wire) : null;
}
