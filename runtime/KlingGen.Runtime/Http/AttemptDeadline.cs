namespace KlingGen;

/// <summary>
/// A time limit within a wider scope: its token ends with either. One source, one timer and one registration, which the next attempt of the same call takes
/// over where the runtime allows it.
/// </summary>
internal sealed class AttemptDeadline : IDisposable
{
    private readonly TimedTokenSource? _source;
    private readonly CancellationTokenRegistration _scope;
    private readonly CallDeadline? _owner;
    private TimeSpan _limit;

    /// <param name="limit">The limit.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="scope">The wider scope.</param>
    /// <param name="owner">Whoever keeps it for the next attempt; null for nobody.</param>
    public AttemptDeadline(TimeSpan limit, TimeProvider time, CancellationToken scope, CallDeadline? owner = null)
    {
        _limit = limit;
        _owner = owner;
        if (limit == Timeout.InfiniteTimeSpan)
        {
            Token = scope;
            return;
        }

        _source = new TimedTokenSource(limit, time);
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

    /// <summary>Begins again, for another attempt; false where it is over.</summary>
    public bool TryBegin(TimeSpan limit)
    {
        if (Token.IsCancellationRequested)
            return false;
        _limit = limit;
        Reset(limit);
        return true;
    }

    public void Dispose()
    {
        // Nobody listens any more, and the limit has not been reached: then it is as good as new.
        if (_source is null || _owner is null || !_source.TryReset() || !_owner.Keep(this))
            End();
    }

    /// <summary>Gives everything back.</summary>
    public void End()
    {
        _scope.Dispose();
        _source?.Dispose();
    }
}
