using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen.Batches;
using KlingGen.Emulator;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Crashes;

/// <summary>The book of the service beside the book of the store: nothing bought twice, nothing lost, the budget kept.</summary>
internal static class Reckoning
{
    /// <summary>How often each prompt was bought: submits that took effect. A job that the service has made is in this book, whatever its client knows.</summary>
    public static IReadOnlyDictionary<string, int> Bought(this FalEmulator emulator) => emulator.Journal.Of(Op.Submit).Where(static entry => entry.RequestId is not null)
        .GroupBy(static entry => entry.BodyText).ToDictionary(static same => same.Key, static same => same.Count());

    /// <summary>Checks a batch whose jobs have all come to an end, or are unknown.</summary>
    /// <returns>How it stood before the unknown ones were healed.</returns>
    public static async Task<FalBatchStatus> CheckAsync(FalEmulator emulator, SqlBatchStore book, string batch, int maxUnknown)
    {
        await Audit.CheckAsync(book);
        FalBatchStatus status = Assert.IsType<FalBatchStatus>(await book.FindAsync(batch, Rig.Stop));
        Assert.Equal((0, 0), (status.Planned + status.InFlight, status.Failed + status.Cancelled));
        Assert.InRange(status.Unknown, 0, maxUnknown);
        if (status.Definition.Budget is { } budget)
            Assert.True(status.Spent + status.Reserved <= budget);

        // Every job that the service has made is known here: it is completed, or counted among the unknown. None was made twice.
        IReadOnlyDictionary<string, int> bought = emulator.Bought();
        Assert.All(bought, static prompt => Assert.True(prompt.Value == 1, $"{prompt.Key} was bought {prompt.Value} times"));
        IReadOnlyList<FalBatchJob> jobs = await book.ReadJobsAsync(batch, null, 0, int.MaxValue, Rig.Stop);
        Assert.All(jobs.Where(static job => job.State == FalBatchJobState.Completed), job => Assert.True(bought.ContainsKey(job.Input!)));
        Assert.Equal(status.Total, jobs.Count(static job => job.State is FalBatchJobState.Completed or FalBatchJobState.Unknown));

        // What the service knows of the unknown ones is brought by their webhooks: then each is paid for and here, or was never bought.
        foreach (FalBatchJob job in jobs.Where(static job => job.State == FalBatchJobState.Unknown))
        {
            if (emulator.Journal.Of(Op.Submit).FirstOrDefault(entry => entry.BodyText == job.Input && entry.RequestId is not null) is { RequestId: { } id })
                Assert.Equal(FalBatchFinish.Stored, Assert.Single(await book.FinishAsync([new FalBatchOutcome { Key = job.Key, RequestId = id, Result = "{}" }], Rig.Stop)));
        }

        FalBatchStatus healed = (await book.FindAsync(batch, Rig.Stop))!;
        int ours = jobs.Count(job => bought.ContainsKey(job.Input!));
        Assert.Equal((ours, status.Total - ours), (healed.Completed, healed.Unknown));
        return status;
    }
}
