using System.Globalization;

namespace KlingGen;

/// <summary>The memory of one process: bounded in time and size, lost with the process. Thread-safe.</summary>
public sealed class FalInMemoryWebhookStore : IFalWebhookStore
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _retention;
    private readonly int _capacity;
    private readonly Dictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private readonly Queue<(string RequestId, DateTimeOffset Until)> _order = new();
    private long _lastToken;

    /// <summary>Creates an empty memory.</summary>
    /// <param name="capacity">
    /// How many completed jobs, and how many claims, are remembered at most. When it is full, the oldest completed job is forgotten, and further claims are refused. At least 1; 100,000 by default, some
    /// 20 MB.
    /// </param>
    /// <param name="retention">How long a completed job is remembered. Left <see langword="null"/>, 24 hours: longer than the service delivers again.</param>
    /// <param name="timeProvider">The clock; left <see langword="null"/>, the system's.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the two is not positive.</exception>
    public FalInMemoryWebhookStore(int capacity = 100_000, TimeSpan? retention = null, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
        _retention = retention ?? TimeSpan.FromHours(24);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_retention, TimeSpan.Zero, nameof(retention));
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public ValueTask<FalWebhookClaim> ClaimAsync(string requestId, TimeSpan lease, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            Forget(now);
            if (_completed.Contains(requestId))
                return new(new FalWebhookClaim(FalWebhookClaimStatus.Completed));
            bool held = _claims.TryGetValue(requestId, out Claim claim);
            if (held ? claim.Until > now : !HasRoom(now))
                return new(new FalWebhookClaim(FalWebhookClaimStatus.Busy));

            string token = (++_lastToken).ToString(CultureInfo.InvariantCulture);
            _claims[requestId] = new Claim(token, now + lease);
            return new(new FalWebhookClaim(FalWebhookClaimStatus.Claimed, token));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompleteAsync(string requestId, string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        lock (_gate)
        {
            if (!_claims.TryGetValue(requestId, out Claim claim) || claim.Token != token)
                return new(false);
            _claims.Remove(requestId);
            DateTimeOffset now = _time.GetUtcNow();
            _completed.Add(requestId);
            _order.Enqueue((requestId, now + _retention));
            Forget(now);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask ReleaseAsync(string requestId, string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requestId);
        lock (_gate)
        {
            if (_claims.TryGetValue(requestId, out Claim claim) && claim.Token == token)
                _claims.Remove(requestId);
            return default;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_order.TryPeek(out (string RequestId, DateTimeOffset Until) oldest) && (oldest.Until <= now || _order.Count > _capacity))
        {
            _order.Dequeue();
            _completed.Remove(oldest.RequestId);
        }
    }

    private bool HasRoom(DateTimeOffset now)
    {
        if (_claims.Count < _capacity)
            return true;
        foreach ((string requestId, Claim claim) in _claims)
        {
            if (claim.Until <= now)
                _claims.Remove(requestId);
        }

        return _claims.Count < _capacity;
    }

    private readonly record struct Claim(string Token, DateTimeOffset Until);
}
