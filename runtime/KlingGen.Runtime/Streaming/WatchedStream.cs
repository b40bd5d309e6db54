namespace KlingGen;

/// <summary>A stream that is given up when nothing is read from it for too long, or when one event grows too large.</summary>
internal sealed class WatchedStream : ForwardStream
{
    private readonly Stream _inner;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _linked;
    private readonly CancellationToken _outer;
    private readonly long _maxEventBytes;
    private TimeSpan _limit;
    private long _sinceEvent;

    public WatchedStream(Stream inner, TimeProvider time, TimeSpan limit, long maxEventBytes, CancellationToken outer)
    {
        _inner = inner;
        _limit = limit;
        _maxEventBytes = maxEventBytes;
        _outer = outer;
        _idle = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_idle.Token, outer);
        Token = _linked.Token;
    }

    public CancellationToken Token { get; }

    public bool FellSilent => _idle.IsCancellationRequested && !_outer.IsCancellationRequested;

    public void EventSeen() => _sinceEvent = 0;

    public void SetIdle(TimeSpan limit)
    {
        _limit = limit;
        _idle.CancelAfter(limit);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _inner.ReadAsync(buffer, Token).ConfigureAwait(false);
        if (read > 0)
        {
            _idle.CancelAfter(_limit);
            _sinceEvent += read;
            if (_sinceEvent > _maxEventBytes)
                throw new ReplyTooLongException(_maxEventBytes);
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _linked.Dispose();
            _idle.Dispose();
        }

        base.Dispose(disposing);
    }
}
