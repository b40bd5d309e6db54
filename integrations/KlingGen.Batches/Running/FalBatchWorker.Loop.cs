namespace KlingGen.Batches;

/// <content>The steps in a loop, and the news by webhook.</content>
public sealed partial class FalBatchWorker
{
    /// <summary>Works until the token is cancelled. What is being sent then is waited for; nothing is lost by ending in any other way.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when the work has.</returns>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await Task.WhenAll(
            RepeatAsync(nameof(SubmitAsync), LeaseAndSubmitAsync, _options.IdlePause, cancellationToken),
            RepeatAsync(nameof(PollAsync), PollAsync, _options.IdlePause, cancellationToken),
            RepeatAsync(nameof(DownloadAsync), DownloadAsync, _options.IdlePause, cancellationToken),
            RepeatAsync(nameof(HealAsync), HealWhenDueAsync, 5 * _options.IdlePause, cancellationToken),
            RepeatAsync(nameof(SweepAsync), async token => (await SweepAsync(token).ConfigureAwait(false)).Total, 5 * _options.IdlePause, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Every step once, one after the other: for those who have a loop of their own, and for tests.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How much was done; 0 when nothing was due.</returns>
    /// <exception cref="FalBatchStoreException">The database cannot do it now.</exception>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken = default) =>
        (await SweepAsync(cancellationToken).ConfigureAwait(false)).Total + await HealWhenDueAsync(cancellationToken).ConfigureAwait(false) + await LeaseAndSubmitAsync(cancellationToken).ConfigureAwait(false)
        + await PollAsync(cancellationToken).ConfigureAwait(false) + await DownloadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Stores the news of a webhook. It may come before the answer to the submit, late, and twice. Those that come at a time are stored together.</summary>
    /// <param name="webhook">The webhook, verified.</param>
    /// <param name="job">What <see cref="FalWebhookJobKey.TryRead"/> found in its address.</param>
    /// <param name="cancellationToken">Cancels the call; the news may be stored all the same.</param>
    /// <returns>What became of it. Answer 200 to all of them: none gets better by being delivered again.</returns>
    /// <exception cref="FalWebhookFormatException">The body is not a webhook. Answer 400.</exception>
    /// <exception cref="FalBatchStoreException">The database cannot do it now. Answer 503: the service delivers again.</exception>
    public async Task<FalBatchFinish> HandleWebhookAsync(FalVerifiedWebhook webhook, FalWebhookJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        ArgumentNullException.ThrowIfNull(job);
        FalWebhook<FalJson> news = EndpointOf(job.EndpointId).ParseWebhook(webhook);
        if (!FalBatchJobKey.TryParse(job.ClientJobId, out FalBatchJobKey key))
            return FalBatchFinish.NotFound;
        if (news.Failure is null && !news.HasPayload)
        {
            // It ended, and the payload was too long for a webhook: the poll fetches it, at once.
            FalJobHandle handle = job.ToHandle(news.RequestId);
            await _store.AnswerAsync([new FalBatchAnswer { Key = key, Kind = FalBatchAnswerKind.Submitted, Handle = handle }], cancellationToken).ConfigureAwait(false);
            await PollOneAsync(new FalBatchPoll { Key = key, Handle = handle, State = FalBatchJobState.Submitted }, cancellationToken).ConfigureAwait(false);
            return FalBatchFinish.Stored;
        }

        FalBatchOutcome outcome = news.Failure is { } failure
            ? PollAnswers.Failed(key, news.RequestId, failure)
            : new FalBatchOutcome { Key = key, RequestId = news.RequestId, Result = news.Payload!.ToString() };
        return (await _store.FinishAsync([outcome], cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task<int> LeaseAndSubmitAsync(CancellationToken cancellationToken)
    {
        // No more than can be sent within the lease, and enough to keep all senders at work.
        IReadOnlyList<FalBatchJobKey> jobs = await LeaseAsync(4 * _options.MaxSubmits, cancellationToken).ConfigureAwait(false);
        return jobs.Count == 0 ? 0 : await SubmitAsync(jobs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A step again and again: at once where it found something to do, after a pause where not. Nothing that it throws ends the worker.</summary>
    private async Task RepeatAsync(string name, Func<CancellationToken, Task<int>> step, TimeSpan idle, CancellationToken cancellationToken)
    {
        await Task.Yield();
        int failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await step(cancellationToken).ConfigureAwait(false) > 0 ? TimeSpan.Zero : idle;
                failures = 0;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A worker outlives a full disk, a database that restarts, and its own mistakes; each is logged.
            catch (Exception error)
#pragma warning restore CA1031
            {
                BatchLog.StepFailed(_logger, error, name);
                pause = TimeSpan.FromSeconds(Math.Min(60, 1 << Math.Min(failures++, 6)));
            }

            if (pause > TimeSpan.Zero)
                await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        await Task.Delay(pause, _options.TimeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
