using System.Buffers;
using System.Net;

namespace KlingGen;

/// <summary>
/// A run of bytes of a source as the body of one attempt. Each attempt reads the source itself, through a small buffer of its own: nothing that one attempt
/// or one part has read can end up in another.
/// </summary>
internal sealed class SliceContent(UploadPart part, TransferMeter.Attempt attempt, AttemptDeadline limit) : AttemptContent
{
    private const int ChunkSize = 128 * 1024;

    private volatile bool _isSent;
    private int _reads;

    public override bool IsSent => _isSent;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // A handler or redirect that sends it again could lead it to any host, so each attempt has a body of its own.
        if (Interlocked.Increment(ref _reads) > 1)
            throw new SecondSendException();
        part.BeginReading();
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long sent = 0; sent < part.Length;)
            {
                int wanted = (int)Math.Min(ChunkSize, part.Length - sent);
                int read = await part.Source.ReadAsync(part.Offset + sent, chunk.AsMemory(0, wanted), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    throw new MediaUnreadableException(new EndOfStreamException("it became shorter while it was read"));
                await stream.WriteAsync(chunk.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                sent += read;
                limit.Restart();
                attempt.Set(sent);
            }

            _isSent = true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
            part.EndReading();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = part.Length;
        return true;
    }
}
