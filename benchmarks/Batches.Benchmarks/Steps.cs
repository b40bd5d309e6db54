using KlingGen.Batches;

namespace Batches.Benchmarks;

/// <summary>The steps of the library on one batch, as a worker calls them.</summary>
internal sealed class Steps(IFalBatchStore store, string batch)
{
    public async Task ImportAsync(IReadOnlyList<string> inputs)
    {
        await store.CreateAsync(Rates.Definition(batch));
        for (int at = 0; at < inputs.Count; at += 500)
            await store.AppendAsync(batch, at + 1, [.. inputs.Skip(at).Take(500).Select(static input => new FalBatchLine { Input = input })]);
        await store.SealAsync(batch);
    }

    public async Task<IReadOnlyList<FalBatchJobKey>> LeaseAsync(int max) => (await store.LeaseAsync(new FalBatchLeaseRequest
    {
        Account = batch,
        AccountSlots = 1_000_000,
        Owner = "bench",
        Max = max,
        Duration = TimeSpan.FromMinutes(2),
        UnknownTakesSlot = TimeSpan.FromMinutes(15),
    })).Jobs;

    public async Task SubmitAsync(FalBatchJobKey job)
    {
        await store.BeginSubmitAsync([job], TimeSpan.FromMinutes(1));
        await store.AnswerAsync([new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Submitted, Handle = Rates.Handle(job.Number) }]);
    }

    public Task FinishAsync(FalBatchJobKey job) => store.FinishAsync([new FalBatchOutcome { Key = job, RequestId = Rates.Handle(job.Number).RequestId, Result = Rates.Result }]);

    public Task StatusAsync() => store.FindAsync(batch);
}
