namespace KlingGen;

/// <summary>A stream that is given up when nothing is read from it for too long, or when one event grows too large.</summary>
internal sealed class WatchedStream : ForwardStream
{
    private readonly Stream _inner;
    private readonly AttemptDeadline _silence;
    private readonly long _maxEventBytes;
    private TimeSpan _limit;
    private long _sinceEvent;
    private EventBoundary _boundary;

    public WatchedStream(Stream inner, TimeProvider time, TimeSpan limit, long maxEventBytes, CancellationToken outer)
    {
        _inner = inner;
        _limit = limit;
        _maxEventBytes = maxEventBytes;
        _silence = new AttemptDeadline(limit, time, outer);
    }

    public CancellationToken Token => _silence.Token;

    public EventBoundary Boundary => _boundary;

    public void EventSeen() => _sinceEvent = 0;

    public void SetIdle(TimeSpan limit)
    {
        _limit = limit;
        _silence.Reset(limit);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await _inner.ReadAsync(buffer, Token).ConfigureAwait(false);
        if (read > 0)
        {
            _silence.Reset(_limit);
            _boundary.Follow(buffer.Span[..read]);
            _sinceEvent += read;
            if (_sinceEvent > _maxEventBytes)
                throw new ReplyTooLongException(_maxEventBytes);
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _silence.Dispose();

        base.Dispose(disposing);
    }
}
