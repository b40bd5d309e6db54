using System.Runtime.CompilerServices;

namespace KlingGen.Batches;

/// <summary>One batch. It holds no state: any number of programs may have it open. Thread-safe.</summary>
public sealed class FalBatch
{
    private const int Page = 200;

    private readonly IFalBatchStore _store;
    private readonly FalBatchWorkerOptions _options;

    internal FalBatch(IFalBatchStore store, string id, FalBatchWorkerOptions options) => (_store, Id, _options) = (store, id, options);

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The batch as its counters show it; costs the same for ten jobs and for a million.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async Task<FalBatchStatus> GetStatusAsync(CancellationToken cancellationToken = default) =>
        await _store.FindAsync(Id, cancellationToken).ConfigureAwait(false) ?? throw new FalBatchStoreException($"The batch {Id} is no longer in this database.");

    /// <summary>
    /// The ends of jobs, in an order that survives restarts: keep <see cref="FalBatchEvent.Sequence"/> of the last one you have handled, and go on behind it. It ends when nothing goes on without a
    /// person (<see cref="FalBatchStatus.IsIdle"/>): all is done, or the batch is paused, or its budget is spent; the status says which.
    /// </summary>
    /// <param name="afterSequence">The last event that is known; 0, the default, for all.</param>
    /// <param name="cancellationToken">Ends the reading; the jobs go on.</param>
    /// <returns>The events.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<FalBatchEvent> FollowAsync(long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Before the events: what ends after this look is seen in the next.
            FalBatchStatus status = await GetStatusAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyList<FalBatchEvent> events = await _store.ReadEventsAsync(Id, afterSequence, Page, cancellationToken).ConfigureAwait(false);
            foreach (FalBatchEvent done in events)
            {
                afterSequence = done.Sequence;
                yield return done;
            }

            if (events.Count > 0)
                continue;
            if (status.IsIdle)
                yield break;
            await Task.Delay(_options.IdlePause, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends no further job until <see cref="ResumeAsync"/>. What was sent is followed to its end.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it is paused now; false for a batch that was cancelled or is being imported.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public Task<bool> PauseAsync(CancellationToken cancellationToken = default) => _store.SetStateAsync(Id, FalBatchState.Paused, null, cancellationToken);

    /// <summary>Lets a paused batch go on, also one that a worker has paused.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it runs now; false for a batch that was cancelled or is being imported.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public Task<bool> ResumeAsync(CancellationToken cancellationToken = default) => _store.SetStateAsync(Id, FalBatchState.Running, null, cancellationToken);

    /// <summary>Sends no further job, ever. Those that wait become <see cref="FalBatchJobState.Cancelled"/> by the workers, bit by bit; what was sent is paid for, and followed to its end.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when no further job is begun.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public Task CancelAsync(CancellationToken cancellationToken = default) => _store.SetStateAsync(Id, FalBatchState.Cancelled, null, cancellationToken);

    /// <summary>Changes the budget; a batch that had spent it goes on.</summary>
    /// <param name="budget">The new maximum of all that is reserved and spent; <see langword="null"/> for no limit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when it holds.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public Task SetBudgetAsync(decimal? budget, CancellationToken cancellationToken = default) => _store.SetBudgetAsync(Id, budget, cancellationToken);

    /// <summary>Plans failed jobs again, apart from those whose input is not valid. What they have cost stays spent.</summary>
    /// <param name="numbers">Which; left <see langword="null"/>, all.</param>
    /// <param name="cancellationToken">Cancels the call; what was planned by then stays so.</param>
    /// <returns>How many were planned again.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async Task<long> RetryFailedAsync(IReadOnlyCollection<long>? numbers = null, CancellationToken cancellationToken = default)
    {
        long total = 0;
        if (numbers is not null)
        {
            foreach (long[] part in numbers.Chunk(Page))
                total += await _store.RetryFailedAsync(Id, part, Page, cancellationToken).ConfigureAwait(false);
            return total;
        }

        // From the first number to the last: what fails again meanwhile is not sent a third time.
        long after = 0;
        IReadOnlyList<FalBatchJob> page;
        do
        {
            page = await _store.ReadJobsAsync(Id, FalBatchJobState.Failed, after, Page, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
                return total;
            after = page[^1].Number;
            total += await _store.RetryFailedAsync(Id, [.. page.Select(static job => job.Number)], Page, cancellationToken).ConfigureAwait(false);
        }
        while (page.Count == Page);

        return total;
    }

    /// <summary>
    /// Plans unknown jobs again, because you say so: each is sent, and bought, a second time. Look first whether the service has them: its request list shows the tag <c>klinggen-job</c>
    /// (<see cref="FalBatchJobKey.ToClientJobId"/>), and a webhook may still come.
    /// </summary>
    /// <param name="numbers">Which (<see cref="FalBatchJob.Number"/>).</param>
    /// <param name="neverBought">Whether you are sure that the first attempts bought nothing: what was reserved for them is then released. <see langword="false"/>: it counts as spent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were planned again; those that are not unknown are left out.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async Task<int> RetryUnknownAsync(IReadOnlyCollection<long> numbers, bool neverBought = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        int total = 0;
        foreach (long[] part in numbers.Chunk(Page))
            total += await _store.RetryUnknownAsync(Id, part, neverBought, cancellationToken).ConfigureAwait(false);
        return total;
    }

    /// <summary>The jobs with their inputs, by number, read page by page.</summary>
    /// <param name="state">Only those in this state; <see langword="null"/>, the default, for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The jobs.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async IAsyncEnumerable<FalBatchJob> GetJobsAsync(FalBatchJobState? state = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        long after = 0;
        IReadOnlyList<FalBatchJob> page;
        do
        {
            page = await _store.ReadJobsAsync(Id, state, after, Page, cancellationToken).ConfigureAwait(false);
            foreach (FalBatchJob job in page)
            {
                after = job.Number;
                yield return job;
            }
        }
        while (page.Count == Page);
    }

    /// <summary>Writes all jobs as JSON lines: number, state, input, request_id, result, error_type, error, cost, files. Members without a value are left out.</summary>
    /// <param name="destination">Where to. Not closed.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async Task<long> ExportAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        long written = 0;
        using var line = new MemoryStream();
        await foreach (FalBatchJob job in GetJobsAsync(null, cancellationToken).ConfigureAwait(false))
        {
            line.SetLength(0);
            ExportLine.Write(line, job);
            await destination.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken).ConfigureAwait(false);
            written++;
        }

        return written;
    }

    /// <summary>
    /// Writes all jobs as comma-separated values (RFC 4180, UTF-8, invariant numbers): number, state, request_id, cost, currency, sent_at, finished_at, error_type, error, a column for each member of the inputs
    /// (<c>input.prompt</c>), the addresses of files (<c>url_1</c>), the files on disk (<c>file_1</c>), and the result as JSON.
    /// </summary>
    /// <remarks>
    /// Text that a spreadsheet would run as a formula gets an apostrophe in front; <see cref="ExportAsync"/> writes everything as it is. All jobs are read twice, because the columns follow from them; what only
    /// comes in between is in the column of the whole result.
    /// </remarks>
    /// <param name="destination">Where to. Not closed.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>How many jobs were written.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it.</exception>
    public async Task<long> ExportCsvAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var csv = new CsvExport((await GetStatusAsync(cancellationToken).ConfigureAwait(false)).Definition.Currency);
        await foreach (FalBatchJob job in GetJobsAsync(null, cancellationToken).ConfigureAwait(false))
            csv.Survey(job);
        await destination.WriteAsync(csv.Header(), cancellationToken).ConfigureAwait(false);
        long written = 0;
        await foreach (FalBatchJob job in GetJobsAsync(null, cancellationToken).ConfigureAwait(false))
        {
            await destination.WriteAsync(csv.Row(job), cancellationToken).ConfigureAwait(false);
            written++;
        }

        return written;
    }
}
