using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace KlingGen.Emulator.Faults;

/// <summary>What the server writes, with frames of ours between its own: it has no word for a GOAWAY that disowns a request.</summary>
/// <remarks>The server writes whole frames and then flushes, so between a flush and the next write there is room for one.</remarks>
internal sealed class FrameOutput(PipeWriter inner) : PipeWriter
{
    private const int NothingToSend = -1;

    private readonly FrameReader _frames = new();
    private Memory<byte> _memory;
    private int _lastStream = NothingToSend;
    private bool _inFrame;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <summary>The middleware of a connection.</summary>
    public static ConnectionDelegate Wrap(ConnectionDelegate next) => connection =>
    {
        var output = new FrameOutput(connection.Transport.Output);
        connection.Transport = new DuplexPipe(connection.Transport.Input, output);
        connection.Features.Set(output);
        return next(connection);
    };

    /// <summary>Puts a GOAWAY before the next frame.</summary>
    /// <param name="lastStream">The last stream that was processed.</param>
    public void GoAway(int lastStream) => Volatile.Write(ref _lastStream, lastStream);

    /// <summary>What leaves of a stream from now on. The server takes an answer before it has sent it.</summary>
    public SentStream Watch(int stream) => _frames.Watch(stream);

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        WritePending();
        return _memory = inner.GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        _inFrame = true;
        _frames.Read(_memory.Span[..bytes]);
        _memory = _memory[bytes..];
        inner.Advance(bytes);
    }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        _inFrame = false;
        FlushResult result = await inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        _frames.Flushed();
        return result;
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private void WritePending()
    {
        int lastStream = _inFrame ? NothingToSend : Interlocked.Exchange(ref _lastStream, NothingToSend);
        if (lastStream == NothingToSend)
            return;

        // RFC 9113, section 6.8: length 8, type 7, no flags, stream 0, the last stream, NO_ERROR.
        Span<byte> frame = inner.GetSpan(17)[..17];
        frame.Clear();
        frame[2] = 8;
        frame[3] = 7;
        BinaryPrimitives.WriteInt32BigEndian(frame[9..], lastStream);
        inner.Advance(frame.Length);
    }
}
