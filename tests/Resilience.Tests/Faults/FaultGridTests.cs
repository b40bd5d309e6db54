using System.Collections.Concurrent;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Faults;

/// <summary>Every fault × every operation × five seeds: no hang, nothing but the documented exceptions, and the id wherever one was known.</summary>
[Collection(IdleTime.Collection)]
public sealed class FaultGridTests(ITestOutputHelper output)
{
    private const int Seeds = 5;
    private const int Emulators = 16;

    /// <summary>What ends a stream, or the connection of many.</summary>
    private static readonly FalFaultKind[] s_cuts =
    [
        FalFaultKind.GoAway, FalFaultKind.RefusedStream, FalFaultKind.StreamReset, FalFaultKind.FullFin, FalFaultKind.FullReset, FalFaultKind.HalfFin,
        FalFaultKind.HalfReset, FalFaultKind.HeadersFin, FalFaultKind.HeadersReset, FalFaultKind.NothingFin, FalFaultKind.NothingReset,
    ];

    /// <summary>Files come over connections of their own, which speak HTTP/1.1.</summary>
    private static readonly Call[] s_streamed = [.. Calls.All.Except([Call.Download, Call.Read])];

    [Fact]
    public Task Every_fault_in_every_operation_ends_as_documented() => CheckAsync(FaultCell.AllFaults, Calls.All, transport: null);

    [Theory]
    [InlineData(Transport.Negotiated)]
    [InlineData(Transport.Insisting)]
    public Task The_cuts_of_http2_end_as_documented_in_every_operation(string transport) => CheckAsync(s_cuts.Select(static kind => kind.ToString()), s_streamed, () => new Transport(transport));

    private async Task CheckAsync(IEnumerable<string> faults, Call[] calls, Func<Transport>? transport)
    {
        FaultCell[] cells = [.. from fault in faults from call in calls from seed in Enumerable.Range(0, Seeds) select new FaultCell(fault, call, seed)];
        var outcomes = new Tally();
        var broken = new ConcurrentQueue<string>();
        await using var nowhere = new Unreachable();

        // The stalls last: their limits pass when all workers wait.
        await Workers.RunAsync(cells.OrderBy(static cell => cell.Stalls), Emulators, async (rig, cell) =>
        {
            rig.Renew();
            (string outcome, string? problem) = await new FaultRun(rig, nowhere, cell).CheckAsync();
            outcomes.Add(cell.Fault, outcome);
            if (problem is not null)
                broken.Enqueue($"{cell}: {problem}");
        }, transport: transport);

        output.WriteLine($"{outcomes.Total} cells: {faults.Count()} faults × {calls.Length} operations × {Seeds} seeds (0 to {Seeds - 1})");
        output.WriteLine(outcomes.ToString());
        Assert.Equal(cells.Length, outcomes.Total);
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Order(StringComparer.Ordinal)));
    }
}
