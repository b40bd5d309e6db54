namespace KlingGen;

/// <summary>
/// Runs a handler once for each job, however often and from however many sides the news of it comes: webhooks, their repetitions, and your own follow-up.
/// Thread-safe.
/// </summary>
public sealed class FalWebhookInbox
{
    private readonly IFalWebhookStore _store;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;

    /// <summary>Creates an inbox.</summary>
    /// <param name="store">Remembers what was handled; left <see langword="null"/>, the memory of this process.</param>
    /// <param name="lease">
    /// The longest time a handler may take. At its end the handler's token is cancelled and the job may be handled by another delivery. One second to a day;
    /// left <see langword="null"/>, five minutes.
    /// </param>
    /// <param name="timeProvider">The clock; left <see langword="null"/>, the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lease"/> is out of its range.</exception>
    public FalWebhookInbox(IFalWebhookStore? store = null, TimeSpan? lease = null, TimeProvider? timeProvider = null)
    {
        _lease = lease ?? TimeSpan.FromMinutes(5);
        if (_lease < TimeSpan.FromSeconds(1) || _lease > TimeSpan.FromDays(1))
            throw new ArgumentOutOfRangeException(nameof(lease), lease, "The lease of a handler must be at least a second and at most a day.");
        _time = timeProvider ?? TimeProvider.System;
        _store = store ?? new FalInMemoryWebhookStore(timeProvider: _time);
    }

    /// <summary>Runs the handler, unless the job was handled or is being handled.</summary>
    /// <param name="requestId">The job (<see cref="FalWebhook{T}.RequestId"/>).</param>
    /// <param name="handler">Your work. When it throws, the job counts as not handled and the exception comes out here: answer 500, and the service delivers again.</param>
    /// <param name="cancellationToken">Cancels the handler.</param>
    /// <returns>
    /// What was done. Answer 200 to <see cref="FalWebhookHandlingStatus.Handled"/> and <see cref="FalWebhookHandlingStatus.AlreadyHandled"/>, and 503 to the others, so that the service comes again
    /// should the first delivery fail after all.
    /// </returns>
    /// <exception cref="FalTimeoutException">The handler observed its token after the lease had ended.</exception>
    public async Task<FalWebhookHandlingStatus> HandleAsync(string requestId, Func<CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(requestId);
        ArgumentNullException.ThrowIfNull(handler);
        FalWebhookClaim claim = await _store.ClaimAsync(requestId, _lease, cancellationToken).ConfigureAwait(false);
        if (claim.State != FalWebhookClaimStatus.Claimed)
            return claim.State == FalWebhookClaimStatus.Completed ? FalWebhookHandlingStatus.AlreadyHandled : FalWebhookHandlingStatus.Busy;

        await RunAsync(requestId, claim.Token!, handler, cancellationToken).ConfigureAwait(false);
        // The work is done; that must be noted even if the sender has hung up by now.
        return await _store.CompleteAsync(requestId, claim.Token!, CancellationToken.None).ConfigureAwait(false)
            ? FalWebhookHandlingStatus.Handled
            : FalWebhookHandlingStatus.LeaseLost;
    }

    private async Task RunAsync(string requestId, string token, Func<CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        using var limit = new AttemptDeadline(_lease, _time, cancellationToken);
        try
        {
            await handler(limit.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await ReleaseAsync(requestId, token).ConfigureAwait(false);
            if (error is OperationCanceledException && limit.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                throw new FalTimeoutException($"The handler of job {requestId} did not end within its lease of {CallDeadline.Shown(_lease)} (FalWebhookInbox).", error) { Limit = _lease, RequestId = requestId };
            throw;
        }
    }

    private async Task ReleaseAsync(string requestId, string token)
    {
        try
        {
            await _store.ReleaseAsync(requestId, token, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The handler's own exception is the news; a claim that cannot be released ends with its lease.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
