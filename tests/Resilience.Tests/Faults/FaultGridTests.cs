using System.Collections.Concurrent;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Faults;

/// <summary>Every fault × every operation × five seeds: no hang, nothing but the documented exceptions, and the id wherever one was known.</summary>
[Collection(IdleTime.Collection)]
public sealed class FaultGridTests(ITestOutputHelper output)
{
    private const int Seeds = 5;
    private const int Emulators = 16;

    [Fact]
    public async Task Every_fault_in_every_operation_ends_as_documented()
    {
        FaultCell[] cells = [.. from fault in FaultCell.AllFaults from call in Calls.All from seed in Enumerable.Range(0, Seeds) select new FaultCell(fault, call, seed)];
        var outcomes = new Tally();
        var broken = new ConcurrentQueue<string>();
        await using var nowhere = new Unreachable();

        // The stalls last: their limits pass when all workers wait.
        await Workers.RunAsync(cells.OrderBy(static cell => cell.Stalls), Emulators, async (rig, cell) =>
        {
            (string outcome, string? problem) = await new FaultRun(rig, nowhere, cell).CheckAsync();
            outcomes.Add(cell.Fault, outcome);
            if (problem is not null)
                broken.Enqueue($"{cell}: {problem}");
        });

        output.WriteLine($"{outcomes.Total} cells: {FaultCell.AllFaults.Count()} faults × {Calls.All.Length} operations × {Seeds} seeds (0 to {Seeds - 1})");
        output.WriteLine(outcomes.ToString());
        Assert.Equal(cells.Length, outcomes.Total);
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Order(StringComparer.Ordinal)));
    }
}
