using System.Net;
using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>
/// The body of one paid attempt. It can be read once: a handler in the caller's pipeline that sends the request again
/// (a resilience handler, a redirect) is refused here, before a byte of the second request's body has left.
/// That it was never read is the proof that the service cannot have got the request.
/// </summary>
internal sealed class SendOnceContent : BodyContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private int _reads;

    public SendOnceContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether the body was asked for, and may therefore have left.</summary>
    public bool Left => Volatile.Read(ref _reads) > 0;

    /// <summary>Whether something tried to send it a second time.</summary>
    public bool ResendRefused => Volatile.Read(ref _reads) > 1;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Interlocked.Increment(ref _reads) > 1
            ? Task.FromException(new SecondSendException())
            : stream.WriteAsync(_body, cancellationToken).AsTask();

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _reads) > 1)
            throw new SecondSendException();
        stream.Write(_body.Span);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
