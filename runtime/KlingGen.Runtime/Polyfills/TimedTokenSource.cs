namespace KlingGen;

/// <summary>A source that is cancelled after a time by a clock of its own choice.</summary>
internal sealed class TimedTokenSource : CancellationTokenSource
{
    private readonly ITimer _timer;

    public TimedTokenSource(TimeSpan limit, TimeProvider time) => _timer = time.CreateTimer(static source => ((TimedTokenSource)source!).End(), this, limit, Timeout.InfiniteTimeSpan);

    public new void CancelAfter(TimeSpan limit)
    {
        _ = Token;
        if (!IsCancellationRequested)
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A source here cannot forget who has registered.</summary>
    public bool TryReset() => false;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _timer.Dispose();
        base.Dispose(disposing);
    }

    private void End()
    {
        try
        {
            Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The timer had begun when it was disposed.
        }
    }
}
