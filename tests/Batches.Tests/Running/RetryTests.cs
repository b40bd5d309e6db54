using Batches.Tests.Hostile;
using KlingGen.Batches;

namespace Batches.Tests.Running;

/// <summary>Failed jobs that a person plans again, while a worker fails them again at once.</summary>
public sealed class RetryTests
{
    private const int Jobs = 450;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_retry_plans_each_failed_job_once_however_fast_it_fails_again(bool named)
    {
        await using Rig rig = await Rig.StartAsync();
        var store = new FailingAgain(rig.Store);
        FalBatches batches = await FalBatches.OpenAsync(new AlreadyOpen(store), rig.Fal, cancellationToken: Rig.Stop);
        FalBatch batch = await batches.CreateAsync(rig.Fal.Endpoint(Rig.Kling), Rig.Prompts(Jobs), new FalBatchOptions { MaxInFlight = Jobs }, Rig.Stop);
        await store.FailAllAsync();

        long[]? numbers = named ? [.. Enumerable.Range(1, Jobs).Select(static number => (long)number)] : null;
        Assert.Equal(Jobs, await batch.RetryFailedAsync(numbers, Rig.Stop));
        Assert.Equal(Jobs, (await batch.GetStatusAsync(Rig.Stop)).Failed);
        IReadOnlyList<FalBatchJob> jobs = await store.ReadJobsAsync(batch.Id, FalBatchJobState.Failed, 0, Jobs, Rig.Stop);
        Assert.All(jobs, static job => Assert.Equal(2, job.Key.Fence));
    }

    private sealed class FailingAgain(IFalBatchStore inner) : StoreInFront(inner)
    {
        private int _calls;

        public override async Task<int> RetryFailedAsync(string batchId, IReadOnlyCollection<long>? numbers, int max, CancellationToken cancellationToken = default)
        {
            if (++_calls > 10)
                throw new InvalidOperationException("The same jobs are planned again and again.");
            int planned = await base.RetryFailedAsync(batchId, numbers, max, cancellationToken);
            await FailAllAsync();
            return planned;
        }

        public async Task FailAllAsync()
        {
            var request = new FalBatchLeaseRequest { Account = new FalBatchWorkerOptions().Account, AccountSlots = Jobs, Owner = "test", Max = Jobs, Duration = TimeSpan.FromMinutes(2), UnknownTakesSlot = TimeSpan.Zero };
            IReadOnlyList<FalBatchJobKey> jobs = (await LeaseAsync(request, Rig.Stop)).Jobs;
            await BeginSubmitAsync(jobs, TimeSpan.FromMinutes(2), Rig.Stop);
            await AnswerAsync([.. jobs.Select(static job => new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.InputRefused, ErrorType = "refused" })], Rig.Stop);
        }
    }
}
