using System.Data.Common;
using KlingGen.Batches;

namespace Batches.Tests.Hostile;

/// <summary>A store in front of another.</summary>
internal class StoreInFront(IFalBatchStore inner) : IFalBatchStore
{
    public IFalBatchStore Within(DbTransaction transaction) => inner.Within(transaction);

    public virtual Task OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    public Task<FalBatchStatus> CreateAsync(FalBatchDefinition definition, CancellationToken cancellationToken = default) => inner.CreateAsync(definition, cancellationToken);

    public Task<long> AppendAsync(string batchId, long first, IReadOnlyList<FalBatchLine> lines, CancellationToken cancellationToken = default) => inner.AppendAsync(batchId, first, lines, cancellationToken);

    public Task SealAsync(string batchId, CancellationToken cancellationToken = default) => inner.SealAsync(batchId, cancellationToken);

    public Task<FalBatchStatus?> FindAsync(string batchId, CancellationToken cancellationToken = default) => inner.FindAsync(batchId, cancellationToken);

    public Task<IReadOnlyList<FalBatchStatus>> ListAsync(int skip, int max, CancellationToken cancellationToken = default) => inner.ListAsync(skip, max, cancellationToken);

    public Task<bool> SetStateAsync(string batchId, FalBatchState state, string? reason = null, CancellationToken cancellationToken = default) => inner.SetStateAsync(batchId, state, reason, cancellationToken);

    public Task SetBudgetAsync(string batchId, decimal? budget, CancellationToken cancellationToken = default) => inner.SetBudgetAsync(batchId, budget, cancellationToken);

    public Task ReleaseAccountAsync(string account, CancellationToken cancellationToken = default) => inner.ReleaseAccountAsync(account, cancellationToken);

    public virtual Task<int> RetryFailedAsync(string batchId, IReadOnlyCollection<long>? numbers, int max, CancellationToken cancellationToken = default) => inner.RetryFailedAsync(batchId, numbers, max, cancellationToken);

    public Task<int> RetryUnknownAsync(string batchId, IReadOnlyCollection<long> numbers, bool neverBought, CancellationToken cancellationToken = default) => inner.RetryUnknownAsync(batchId, numbers, neverBought, cancellationToken);

    public Task<FalBatchLeases> LeaseAsync(FalBatchLeaseRequest request, CancellationToken cancellationToken = default) => inner.LeaseAsync(request, cancellationToken);

    public Task<IReadOnlyList<FalBatchIntent>> BeginSubmitAsync(IReadOnlyList<FalBatchJobKey> jobs, TimeSpan duration, CancellationToken cancellationToken = default) => inner.BeginSubmitAsync(jobs, duration, cancellationToken);

    public virtual Task<IReadOnlyList<bool>> AnswerAsync(IReadOnlyList<FalBatchAnswer> answers, CancellationToken cancellationToken = default) => inner.AnswerAsync(answers, cancellationToken);

    public Task<IReadOnlyList<FalBatchPoll>> TakePollsAsync(FalBatchPollSchedule schedule, int max, CancellationToken cancellationToken = default) => inner.TakePollsAsync(schedule, max, cancellationToken);

    public virtual Task<IReadOnlyList<FalBatchFinish>> FinishAsync(IReadOnlyList<FalBatchOutcome> outcomes, CancellationToken cancellationToken = default) => inner.FinishAsync(outcomes, cancellationToken);

    public Task<IReadOnlyList<FalBatchDownload>> TakeDownloadsAsync(TimeSpan duration, int max, CancellationToken cancellationToken = default) => inner.TakeDownloadsAsync(duration, max, cancellationToken);

    public Task<bool> FinishDownloadAsync(FalBatchJobKey job, IReadOnlyList<string>? files, string? failure = null, CancellationToken cancellationToken = default) => inner.FinishDownloadAsync(job, files, failure, cancellationToken);

    public Task<FalBatchSweep> SweepAsync(int max, int maxLeases, CancellationToken cancellationToken = default) => inner.SweepAsync(max, maxLeases, cancellationToken);

    public Task<IReadOnlyList<FalBatchEvent>> ReadEventsAsync(string batchId, long afterSequence, int max, CancellationToken cancellationToken = default) => inner.ReadEventsAsync(batchId, afterSequence, max, cancellationToken);

    public Task<IReadOnlyList<FalBatchJob>> ReadJobsAsync(string batchId, FalBatchJobState? state, long afterNumber, int max, CancellationToken cancellationToken = default) => inner.ReadJobsAsync(batchId, state, afterNumber, max, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

/// <summary>A store that fails to take answers for a while.</summary>
internal sealed class BrokenStore(IFalBatchStore inner) : StoreInFront(inner)
{
    public int Failures { get; set; }

    public override Task<IReadOnlyList<bool>> AnswerAsync(IReadOnlyList<FalBatchAnswer> answers, CancellationToken cancellationToken = default)
    {
        if (Failures == 0)
            return base.AnswerAsync(answers, cancellationToken);
        Failures--;
        throw new FalBatchStoreException("The disk is full.") { IsTransient = true };
    }
}

/// <summary>A store that another program has opened before.</summary>
internal sealed class AlreadyOpen(IFalBatchStore inner) : StoreInFront(inner)
{
    public override Task OpenAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
