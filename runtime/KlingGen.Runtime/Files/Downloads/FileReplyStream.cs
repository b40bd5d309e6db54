namespace KlingGen;

/// <summary>The bytes of an open file; disposing it closes the connection.</summary>
internal sealed class FileReplyStream(FileReply reply, Stream inner) : ForwardStream
{
    private long _read;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += read;
        if (reply.IsTooLong(_read))
            throw reply.TooLong();
        if (read == 0 && buffer.Length > 0 && reply.Length is { } whole && _read < whole)
            throw new HttpIOException(HttpRequestError.ResponseEnded, $"{_read} of {whole} bytes came.");
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await reply.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            reply.Dispose();
        base.Dispose(disposing);
    }
}
