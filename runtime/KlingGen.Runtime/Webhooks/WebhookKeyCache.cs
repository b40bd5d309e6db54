namespace KlingGen;

/// <summary>
/// The keys of the service, remembered. Everyone who needs new ones at the same moment waits for the same request, and nobody can cause more than one in
/// <see cref="FalWebhookOptions.KeyRefetchInterval"/> beyond those that age makes necessary.
/// </summary>
internal sealed class WebhookKeyCache(FalWebhookOptions options, WebhookKeySource source) : IDisposable
{
    private readonly object _gate = new();
    private WebhookKeySet? _known;
    private Task<Fetched>? _fetching;
    private DateTimeOffset? _forcedAt;
    private (DateTimeOffset At, FalException Error)? _failure;

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    /// <summary>The keys to compare with.</summary>
    /// <exception cref="FalException">There are none that may still be used, and none could be had.</exception>
    public async ValueTask<WebhookKeySet> CurrentAsync(CancellationToken cancellationToken)
    {
        WebhookKeySet? known;
        Task<Fetched> fetch;
        lock (_gate)
        {
            known = _known;
            if (known is not null && Now - known.FetchedAt < options.KeyLifetime)
                return known;
            fetch = _fetching is null && RecentFailure is { } error ? Task.FromResult(new Fetched(null, error)) : Fetch();
        }

        Fetched fetched = await fetch.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (fetched.Keys is { } keys)
            return keys;
        return known is not null && Now - known.FetchedAt < options.KeyLifetime + options.KeyOutageTolerance ? known : throw Copy(fetched.Error!);
    }

    /// <summary>Asks again, because no key of a set fitted.</summary>
    /// <returns>A set with other keys; null when there is none, or it is too early to ask again.</returns>
    public async ValueTask<WebhookKeySet?> RefreshAsync(WebhookKeySet tried, CancellationToken cancellationToken)
    {
        Task<Fetched> fetch;
        lock (_gate)
        {
            if (_known is { } known && !known.HasSameKeys(tried))
                return known;
            if (_fetching is null)
            {
                DateTimeOffset now = Now;
                if ((_forcedAt is { } forced && now - forced < options.KeyRefetchInterval) || RecentFailure is not null)
                    return null;
                _forcedAt = now;
            }

            fetch = Fetch();
        }

        Fetched fetched = await fetch.WaitAsync(cancellationToken).ConfigureAwait(false);
        return fetched.Keys is { } fresh && !fresh.HasSameKeys(tried) ? fresh : null;
    }

    public void Dispose() => source.Dispose();

    /// <summary>The failure of a request that was made too short a time ago to make another.</summary>
    private FalException? RecentFailure => _failure is { } failure && Now - failure.At < options.KeyRefetchInterval ? failure.Error : null;

    // Under the lock. The request runs on its own: whoever started it may give up without taking it from the others.
    private Task<Fetched> Fetch() => _fetching ??= Task.Run(FetchAsync);

    private async Task<Fetched> FetchAsync()
    {
        Fetched fetched;
        try
        {
            fetched = new Fetched(await source.FetchAsync().ConfigureAwait(false), null);
        }
        catch (FalException error)
        {
            fetched = new Fetched(null, error);
        }

        lock (_gate)
        {
            _fetching = null;
            _known = fetched.Keys ?? _known;
            _failure = fetched.Error is { } error ? (Now, error) : null;
        }

        return fetched;
    }

    // Many may receive the same failure; an exception object is thrown once.
    private static FalException Copy(FalException error) => error is FalApiException api
        ? new FalApiException(error.Message, error) { StatusCode = api.StatusCode, IsRetryable = true }
        : new FalConnectionException(error.Message, error) { Address = (error as FalConnectionException)?.Address, Attempts = 1 };

    private readonly record struct Fetched(WebhookKeySet? Keys, FalException? Error);
}
