using System.Collections.Concurrent;
using Resilience.Tests.Support;

namespace Resilience.Tests.Faults;

/// <summary>Every fault × every operation × five seeds: no hang, nothing but the documented exceptions, and the id wherever one was known.</summary>
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

        // The stalls last: their limits are short, and by then the code is warm.
        await Workers.RunAsync(cells.OrderBy(static cell => cell.Stalls), Emulators, async (rig, cell) =>
        {
            (string outcome, string? problem) = await new FaultRun(rig, nowhere, cell).CheckAsync();
            // The limits of a stalled call are a fraction of a second. No result of this test may depend on the speed of the machine.
            if (problem is not null && cell.Stalls)
                (outcome, problem) = await new FaultRun(rig, nowhere, cell.Unhurried).CheckAsync();
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
