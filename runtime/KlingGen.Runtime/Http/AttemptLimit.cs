namespace KlingGen;

/// <summary>The time limit of one exchange, on top of the scope of the whole call.</summary>
internal sealed class AttemptLimit : IDisposable
{
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _linked;

    public AttemptLimit(TimeSpan limit, TimeProvider time, CancellationToken scope)
    {
        if (limit == Timeout.InfiniteTimeSpan)
        {
            Token = scope;
            return;
        }

        _timer = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, scope);
        Token = _linked.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Takes the limit away and leaves the scope: a stream has begun, and may last.</summary>
    public void Disarm() => _timer?.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _linked?.Dispose();
        _timer?.Dispose();
    }
}
