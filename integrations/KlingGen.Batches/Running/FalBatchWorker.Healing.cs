using System.Net;

namespace KlingGen.Batches;

/// <content>Unknown jobs that the service's books know.</content>
public sealed partial class FalBatchWorker
{
    private const int MaxUnknown = 500;
    private const int MaxPages = 200;
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(7);
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(6);
    private static readonly TimeSpan Together = TimeSpan.FromHours(2);
    private static readonly TimeSpan RefusedPause = TimeSpan.FromHours(1);

    private long _healAt = long.MinValue;
    private int _saidRefused;

    /// <summary>
    /// Looks for unknown jobs in the list of what the service has billed, by the tags of their submit, and gives those that are there their request id: they are followed to their end like any other. What the
    /// list does not show stays unknown. It needs a key with the scope <c>ADMIN</c> (<see cref="FalBatchWorkerOptions.PlatformClient"/>); where the service refuses it, that is logged once, and nothing else happens.
    /// </summary>
    /// <remarks><see cref="RunAsync"/> and <see cref="RunOnceAsync"/> do it every <see cref="FalBatchWorkerOptions.HealPause"/>, when there are unknown jobs of the last seven days.</remarks>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were found.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now.</exception>
    public async Task<int> HealAsync(CancellationToken cancellationToken = default)
    {
        int healed = 0;
        foreach (IGrouping<string, FalBatchJob> ofEndpoint in (await UnknownAsync(cancellationToken).ConfigureAwait(false)).GroupBy(static entry => entry.EndpointId, static entry => entry.Job, StringComparer.Ordinal))
        {
            foreach (IReadOnlyList<FalBatchJob> jobs in Windows(ofEndpoint))
            {
                try
                {
                    healed += await HealAsync(ofEndpoint.Key, jobs, cancellationToken).ConfigureAwait(false);
                }
                catch (FalApiException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
                {
                    if (Interlocked.Exchange(ref _saidRefused, 1) == 0)
                        BatchLog.BooksRefused(_logger, (int)refused.StatusCode!.Value);
                    Volatile.Write(ref _healAt, (_options.TimeProvider.GetUtcNow() + RefusedPause).UtcTicks);
                    return healed;
                }
                catch (FalException error) when (error is not FalBatchStoreException)
                {
                    BatchLog.BooksNotRead(_logger, ofEndpoint.Key, error.Message);
                }
            }
        }

        return healed;
    }

    private async Task<int> HealWhenDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _options.TimeProvider.GetUtcNow();
        if (now.UtcTicks < Volatile.Read(ref _healAt))
            return 0;
        Volatile.Write(ref _healAt, (now + _options.HealPause).UtcTicks);
        return await HealAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> HealAsync(string endpointId, IReadOnlyList<FalBatchJob> jobs, CancellationToken cancellationToken)
    {
        (IReadOnlyList<BilledRequest> billed, bool isWhole) = await BilledRequests.ReadAsync(
            _options.PlatformClient ?? _client, endpointId, jobs[0].SentAt!.Value - ClockError, jobs[^1].SentAt!.Value + LongestRun, MaxPages, cancellationToken).ConfigureAwait(false);
        if (!isWhole)
            BatchLog.BooksTooLong(_logger, endpointId, 100 * MaxPages);
        ILookup<(FalBatchJobKey, long), string> byTag = billed.ToLookup(static request => (request.Job, request.SentAt), static request => request.RequestId);
        int healed = 0;
        foreach (FalBatchJob job in jobs)
        {
            // Batch, number, attempt and the millisecond of the intent: only this submit has them all. Two requests that do prove that somebody has copied a tag.
            if (byTag[(job.Key, job.SentAt!.Value.ToUnixTimeMilliseconds())].Distinct(StringComparer.Ordinal).ToArray() is not [var requestId])
                continue;
            var handle = new FalJobHandle(endpointId, requestId) { SubmittedAt = job.SentAt };
            if (!(await _store.AnswerAsync([new FalBatchAnswer { Key = job.Key, Kind = FalBatchAnswerKind.Submitted, Handle = handle }], cancellationToken).ConfigureAwait(false))[0])
                continue;
            BatchLog.Healed(_logger, job.Key, requestId);
            healed++;
        }

        return healed;
    }

    /// <summary>Recent unknown jobs of the account; no more than can be looked for at a time, the newest batches first.</summary>
    private async Task<List<(string EndpointId, FalBatchJob Job)>> UnknownAsync(CancellationToken cancellationToken)
    {
        var found = new List<(string, FalBatchJob)>();
        DateTimeOffset oldest = _options.TimeProvider.GetUtcNow() - LookBack;
        IReadOnlyList<FalBatchStatus> page;
        for (int skip = 0; found.Count < MaxUnknown; skip += Chunk)
        {
            page = await _store.ListAsync(skip, Chunk, cancellationToken).ConfigureAwait(false);
            foreach (FalBatchStatus batch in page.Where(batch => batch.Unknown > 0 && batch.Definition.Account == _options.Account))
            {
                long after = 0;
                IReadOnlyList<FalBatchJob> jobs;
                do
                {
                    jobs = await _store.ReadJobsAsync(batch.Id, FalBatchJobState.Unknown, after, Chunk, cancellationToken).ConfigureAwait(false);
                    found.AddRange(jobs.Where(job => job.SentAt > oldest).Select(job => (batch.Definition.EndpointId, job)));
                    after = jobs.Count == 0 ? after : jobs[^1].Number;
                }
                while (jobs.Count == Chunk && found.Count < MaxUnknown);
            }

            if (page.Count < Chunk)
                break;
        }

        return found;
    }

    /// <summary>Jobs that were sent about the same time, so that the list is asked for short spans.</summary>
    private static IEnumerable<IReadOnlyList<FalBatchJob>> Windows(IEnumerable<FalBatchJob> jobs)
    {
        var window = new List<FalBatchJob>();
        foreach (FalBatchJob job in jobs.OrderBy(static job => job.SentAt))
        {
            if (window.Count > 0 && job.SentAt - window[0].SentAt > Together)
            {
                yield return window;
                window = [];
            }

            window.Add(job);
        }

        if (window.Count > 0)
            yield return window;
    }
}
