namespace KlingGen;

/// <summary>A time limit within a wider scope: its token ends with either. One source, one timer and one registration, because each request has one.</summary>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly CancellationTokenSource? _source;
    private readonly CancellationTokenRegistration _scope;
    private readonly TimeSpan _limit;

    public AttemptDeadline(TimeSpan limit, TimeProvider time, CancellationToken scope)
    {
        _limit = limit;
        if (limit == Timeout.InfiniteTimeSpan)
        {
            Token = scope;
            return;
        }

        _source = new CancellationTokenSource(limit, time);
        _scope = scope.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Restarts the limit, or takes it away. Without a limit from the start there is none to begin.</summary>
    public void Reset(TimeSpan limit) => _source?.CancelAfter(limit);

    /// <summary>Restarts the limit: bytes have left, so the exchange is alive. Whoever sends them may be the last to learn that it is over.</summary>
    public void Restart()
    {
        try
        {
            Reset(_limit);
        }
        catch (ObjectDisposedException)
        {
            // Over; the next write will say so.
        }
    }

    public void Dispose()
    {
        _scope.Dispose();
        _source?.Dispose();
    }
}
