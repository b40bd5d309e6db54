using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;
using Op = KlingGen.Emulator.FalOperation;

namespace Resilience.Tests.Faults;

/// <summary>A bad day of the service: a tenth of all answers that can be asked for again are successes that say nothing.</summary>
[Collection(IdleTime.Collection)]
public sealed class UnreadableBatchTests
{
    private const int Jobs = 100;

    private static readonly FalFaultKind[] s_kinds = [.. Enum.GetValues<FalFaultKind>().Where(static kind => kind >= FalFaultKind.UnreadableEmpty)];

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public async Task A_hundred_jobs_have_a_hundred_results_each_bought_once(int seed, bool polls)
    {
        await using Rig rig = await Rig.StartAsync();
        if (polls)
            rig.Emulator.Faults.Add(new FalFault { Operation = Op.StatusStream, Kind = FalFaultKind.Status, StatusCode = 404 });
        // The first that strikes decides, so that together they strike a tenth.
        foreach (Op operation in new[] { Op.Status, Op.StatusStream, Op.Result, Op.StorageToken, Op.Upload })
        {
            foreach (FalFaultKind kind in s_kinds)
                rig.Emulator.Faults.Add(new FalFault { Operation = operation, Kind = kind, Probability = 0.1 / s_kinds.Length, Seed = Seeds.Of((seed * 1000) + (int)kind) });
        }

        using FalClient fal = rig.NewClient(static options =>
        {
            options.MaxRetries = 4;
            options.TimeProvider = new IdleTime();
        });
        var endpoint = new FalEndpoint<PictureInput, TypedOutput>(fal, Rig.Id);
        int strikes = rig.Emulator.Faults.Strikes;
        var outcomes = new List<FalOutcome<PictureInput, TypedOutput>>();
        await foreach (var outcome in endpoint.RunManyAsync(
            Enumerable.Range(0, Jobs).Select(static i => PictureInput.Of(Call.Upload, $"picture {i}")), new FalRunManyOptions { MaxConcurrency = 8 }, TestContext.Current.CancellationToken))
            outcomes.Add(outcome);

        Assert.All(outcomes, static outcome => Assert.True(outcome.IsSuccess, outcome.Error?.ToString()));
        Assert.Equal(Jobs, outcomes.Count);
        Assert.True(rig.Emulator.Faults.Strikes - strikes > Jobs / 10, "The faults do not strike.");
        Assert.True(rig.Journal.Entries.Count(static entry => entry.Fault?.StartsWith("Unreadable", StringComparison.Ordinal) == true) > 10);
        rig.Journal.AssertCount(Op.Submit, Jobs);
        rig.Journal.AssertNothingPaidTwice();
        Assert.Equal(Jobs, rig.Emulator.Billing.Events.Count);
        Assert.Equal(0, rig.Emulator.RequestsInFlight);
    }
}
