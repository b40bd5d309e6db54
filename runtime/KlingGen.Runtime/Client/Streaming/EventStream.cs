using System.Net.ServerSentEvents;

namespace KlingGen;

/// <summary>
/// Server-sent events with a real limit on silence: every byte counts as a sign of life, comments too, and nothing else does.
/// </summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly ApiReply _reply;
    private readonly WatchedStream _stream;
    private readonly IAsyncEnumerator<SseItem<byte[]>> _events;

    public EventStream(ApiReply reply, TimeProvider time, TimeSpan idle, long maxEventBytes, CancellationToken cancellationToken)
    {
        _reply = reply;
        _stream = new WatchedStream(reply.Stream!, time, idle, maxEventBytes, cancellationToken);
        _events = SseParser.Create<byte[]>(_stream, static (_, data) => data.ToArray()).EnumerateAsync(_stream.Token).GetAsyncEnumerator(_stream.Token);
    }

    /// <summary>Whether what came last is the beginning of an event and not the end of one.</summary>
    public bool IsInsideEvent => _stream.Boundary.IsInsideEvent;

    /// <summary>Sets the longest silence from now on.</summary>
    public void SetIdle(TimeSpan idle) => _stream.SetIdle(idle);

    /// <summary>The data of the next event; null at the end of the stream.</summary>
    public async ValueTask<byte[]?> NextAsync()
    {
        while (await _events.MoveNextAsync().ConfigureAwait(false))
        {
            _stream.EventSeen();
            // The name of the event is not looked at: the service sends several, and they mean nothing.
            if (_events.Current.Data.Length > 0)
                return _events.Current.Data;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _events.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
            _reply.Dispose();
        }
    }
}
