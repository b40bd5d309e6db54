using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KlingGen.Batches;

/// <summary>
/// Works on the batches of one account. It holds no state that matters: any number of workers, on any machines that share the store, may run at a time and end at any moment.
/// <see cref="RunAsync"/> does everything; the steps are there one by one for those who drive them from an engine of their own.
/// </summary>
/// <remarks>
/// <para>A job is sent only after the intent to send it is committed, once, without any retry; a worker that dies in between leaves it unknown, never planned.</para>
/// <para>Thread-safe. The client and the store are not disposed.</para>
/// </remarks>
public sealed partial class FalBatchWorker
{
    private const int Chunk = 100;

    private readonly IFalBatchStore _store;
    private readonly FalClient _client;
    private readonly FalBatchWorkerOptions _options;
    private readonly ConcurrentDictionary<string, FalEndpoint<FalJson, FalJson>> _endpoints = new(StringComparer.Ordinal);
    private readonly ILogger _logger;
    private readonly TimeSpan _answerLimit;

    /// <summary>Creates a worker.</summary>
    /// <param name="store">The store, opened.</param>
    /// <param name="client">The client, with the key of the account.</param>
    /// <param name="options">The options; left <see langword="null"/>, the defaults.</param>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public FalBatchWorker(IFalBatchStore store, FalClient client, FalBatchWorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(client);
        (_store, _client, _options) = (store, client, options ?? new FalBatchWorkerOptions());
        _options.Check();
        _logger = (_options.LoggerFactory ?? client.Options.LoggerFactory)?.CreateLogger(BatchLog.Category) ?? NullLogger.Instance;
        // Two hosts may be tried, and the answer is to be stored; after that it counts as lost.
        _answerLimit = client.Options.RequestTimeout == Timeout.InfiniteTimeSpan ? TimeSpan.FromHours(1) : 3 * client.Options.RequestTimeout;
    }

    /// <summary>Signs and reads the addresses of webhooks; null where there are none.</summary>
    internal FalWebhookJobKey? WebhookJobKey => _options.WebhookJobKey;

    /// <summary>Leases jobs that may be sent now, and reserves their cost.</summary>
    /// <param name="max">The maximum; 1 or more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The jobs: submit them, or give them back, before their lease ends.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now.</exception>
    public async Task<IReadOnlyList<FalBatchJobKey>> LeaseAsync(int max, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return (await _store.LeaseAsync(new FalBatchLeaseRequest
        {
            Account = _options.Account,
            AccountSlots = _options.MaxInFlight,
            Owner = _options.Owner,
            Max = max,
            Duration = _options.Lease,
            UnknownTakesSlot = _options.UnknownTakesSlot,
        }, cancellationToken).ConfigureAwait(false)).Jobs;
    }

    /// <summary>Sends leased jobs, several at a time, and stores the answers. When the service takes no more, the rest is given back.</summary>
    /// <param name="jobs">The leased jobs. Those whose lease was lost are left out.</param>
    /// <param name="cancellationToken">Sends no further job. What is being sent is waited for.</param>
    /// <returns>How many the service has taken.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now. What was not stored is swept when its lease ends.</exception>
    public async Task<int> SubmitAsync(IReadOnlyList<FalBatchJobKey> jobs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        int taken = 0;
        bool full = false;
        var left = new ConcurrentBag<FalBatchJobKey>();
        await Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = _options.MaxSubmits, CancellationToken = CancellationToken.None }, async (job, _) =>
        {
            if (Volatile.Read(ref full) || cancellationToken.IsCancellationRequested)
            {
                left.Add(job);
                return;
            }

            FalBatchAnswerKind? kind = await SubmitOneAsync(job, cancellationToken).ConfigureAwait(false);
            if (kind == FalBatchAnswerKind.Submitted)
                Interlocked.Increment(ref taken);
            else if (kind is FalBatchAnswerKind.Throttled or FalBatchAnswerKind.AccountRefused or FalBatchAnswerKind.EndpointRefused or FalBatchAnswerKind.NotSent)
                Volatile.Write(ref full, true);
        }).ConfigureAwait(false);
        if (!left.IsEmpty)
            await _store.AnswerAsync([.. left.Select(static job => new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.NotSent })], CancellationToken.None).ConfigureAwait(false);
        return taken;
    }

    /// <summary>Asks the service for the jobs that are due, and stores what has ended. Unknown jobs whose id may be known are asked for too.</summary>
    /// <param name="cancellationToken">Cancels the call; what is not stored is due again.</param>
    /// <returns>How many were asked for.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now.</exception>
    public async Task<int> PollAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<FalBatchPoll> due = await _store.TakePollsAsync(_options.Schedule, Chunk, cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = _options.MaxReads, CancellationToken = cancellationToken }, async (poll, token) => await PollOneAsync(poll, token).ConfigureAwait(false)).ConfigureAwait(false);
        return due.Count;
    }

    /// <summary>Saves the files of the results that are due.</summary>
    /// <param name="cancellationToken">Cancels the call; what is not saved is due again.</param>
    /// <returns>How many jobs were worked on.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now.</exception>
    public async Task<int> DownloadAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<FalBatchDownload> due = await _store.TakeDownloadsAsync(_options.DownloadLease, Chunk, cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = _options.MaxReads, CancellationToken = cancellationToken }, async (download, token) =>
        {
            try
            {
                IReadOnlyList<string> files = await ResultFiles.SaveAsync(_client, download, token).ConfigureAwait(false);
                await _store.FinishDownloadAsync(download.Key, files, cancellationToken: token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is (FalException and not FalBatchStoreException) or IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
            {
                BatchLog.DownloadFailed(_logger, download.Key, download.Attempts + 1, error.Message);
                if (download.Attempts + 1 >= _options.MaxDownloads || error is FalApiException { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.Gone })
                    await _store.FinishDownloadAsync(download.Key, null, error.Message, token).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return due.Count;
    }

    /// <summary>Ends leases that are over: what was not sent is planned again, what was being sent is unknown. Cancels jobs of cancelled batches.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now.</exception>
    public async Task<FalBatchSweep> SweepAsync(CancellationToken cancellationToken = default)
    {
        FalBatchSweep sweep = await _store.SweepAsync(10 * Chunk, _options.MaxLeases, cancellationToken).ConfigureAwait(false);
        if (sweep.Total > 0)
            BatchLog.Swept(_logger, sweep.Returned, sweep.Unknown, sweep.PutAside, sweep.Cancelled);
        return sweep;
    }

    private async Task<FalBatchAnswerKind?> SubmitOneAsync(FalBatchJobKey job, CancellationToken cancellationToken)
    {
        if (await _store.BeginSubmitAsync([job], _answerLimit, cancellationToken).ConfigureAwait(false) is not [{ } intent])
            return null;
        FalBatchAnswer answer;
        try
        {
            // Not with the caller's token: a submit that has begun is worth waiting for, and its own limit ends it.
            FalJob<FalJson> submitted = await EndpointOf(intent.EndpointId).SubmitAsync(FalJson.Parse(intent.Input), OptionsOf(intent), CancellationToken.None).ConfigureAwait(false);
            answer = new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Submitted, Handle = submitted.Handle, After = _options.Schedule.Shortest };
        }
#pragma warning disable CA1031 // Whatever it is: it is stored, and what is not proven is unknown.
        catch (Exception error)
#pragma warning restore CA1031
        {
            answer = SubmitAnswers.Of(intent, error, _options);
        }

        await StoreAsync(answer, cancellationToken).ConfigureAwait(false);
        if (answer.Kind == FalBatchAnswerKind.Unknown)
        {
            BatchLog.Unknown(_logger, job, answer.Error);
            // Where the head of an answer named an id, the service says at once whether that is a job.
            if (answer.Handle is { } candidate)
                await PollOneAsync(new FalBatchPoll { Key = job, Handle = candidate, State = FalBatchJobState.Unknown }, CancellationToken.None).ConfigureAwait(false);
        }
        else if (answer.Kind is FalBatchAnswerKind.Throttled or FalBatchAnswerKind.AccountRefused or FalBatchAnswerKind.EndpointRefused or FalBatchAnswerKind.NotSent)
            BatchLog.Held(_logger, _options.Account, answer.Kind, answer.Error);
        return answer.Kind;
    }

    /// <summary>Stores an answer, as long as it takes: after a purchase it is the only thing that is known of it.</summary>
    private async Task StoreAsync(FalBatchAnswer answer, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await _store.AnswerAsync([answer], CancellationToken.None).ConfigureAwait(false);
                return;
            }
            catch (FalBatchStoreException error) when (attempt < 4 || !cancellationToken.IsCancellationRequested)
            {
                BatchLog.AnswerNotStored(_logger, answer.Key, answer.Handle?.RequestId, error.Message);
                await PauseAsync(TimeSpan.FromSeconds(Math.Min(30, attempt)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PollOneAsync(FalBatchPoll poll, CancellationToken cancellationToken)
    {
        FalJob<FalJson> job = EndpointOf(poll.Handle.EndpointId).Resume(poll.Handle);
        try
        {
            FalQueueStatus status = await job.GetStatusAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (status.State == FalQueueState.Completed)
            {
                if (await PollAnswers.ResultAsync(job, poll.Key, status).ConfigureAwait(false) is { } outcome)
                    await _store.FinishAsync([outcome], cancellationToken).ConfigureAwait(false);
            }
            else if (poll.State == FalBatchJobState.Unknown)
            {
                // It is there: the id in the head of the answer was the job's.
                await _store.AnswerAsync([new FalBatchAnswer { Key = poll.Key, Kind = FalBatchAnswerKind.Submitted, Handle = poll.Handle, After = _options.Schedule.Shortest }], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FalApiException gone) when (gone.StatusCode == HttpStatusCode.NotFound && poll.State == FalBatchJobState.Submitted && poll.Handle.SubmittedAt < _options.TimeProvider.GetUtcNow() - TimeSpan.FromMinutes(10))
        {
            // The service has had it, and has it no more.
            await _store.FinishAsync([PollAnswers.Failed(poll.Key, poll.Handle.RequestId, gone) with { ErrorType = FalBatchErrors.ResultGone }], cancellationToken).ConfigureAwait(false);
        }
        catch (FalException error) when (error is not FalBatchStoreException)
        {
            BatchLog.PollFailed(_logger, poll.Key, poll.Handle.EndpointId, error.Message);
        }
    }

    private FalEndpoint<FalJson, FalJson> EndpointOf(string endpointId) => _endpoints.GetOrAdd(endpointId, static (id, client) => client.Endpoint(id), _client);

    private FalCallOptions OptionsOf(FalBatchIntent intent)
    {
        string id = intent.Key.ToClientJobId();
        return new FalCallOptions
        {
            OneAttempt = true,
            // The input was checked when it was imported.
            Validate = false,
            Priority = intent.Priority,
            ClientJobId = id,
            Tags = BilledRequests.TagsOf(intent),
            WebhookUrl = _options.WebhookUrl,
            WebhookJobKey = _options.WebhookUrl is null ? null : _options.WebhookJobKey,
        };
    }
}
