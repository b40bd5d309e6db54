using System.Collections.Concurrent;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator;

/// <summary>
/// The account's book: every request that a model has worked on to its good end, whether or not anybody heard of it. The evidence in tests of money.
/// </summary>
public sealed class FalBilling
{
    private readonly FalEmulatorOptions _options;
    private readonly ConcurrentQueue<(ModelRun Run, DateTimeOffset At)> _runs = new();

    internal FalBilling(FalEmulatorOptions options) => _options = options;

    /// <summary>What was billed so far, in the order in which the work ended.</summary>
    public IReadOnlyList<FalBillingEvent> Events => [.. Paid.Select(paid => ToEvent(paid.Run))];

    /// <summary>The sum of all costs, whatever their currency.</summary>
    public decimal Total => Events.Sum(static billed => billed.Cost);

    // Units follow from the output, which is made when somebody asks. Nobody has asked yet.
    internal void Add(ModelRun run) => _runs.Enqueue((run, _options.TimeProvider.GetUtcNow()));

    /// <summary>Who has paid when.</summary>
    internal IEnumerable<(ModelRun Run, DateTimeOffset At)> Paid => _runs.Where(static entry => entry.Run.Failure is null);

    private FalBillingEvent ToEvent(ModelRun run)
    {
        FalEmulatorPrice price = _options.PriceOf(run.EndpointId);
        return new FalBillingEvent(run.RequestId, run.EndpointId, run.BillableUnits, run.BillableUnits * price.UnitPrice, price.Currency);
    }
}
