namespace KlingGen;

/// <summary>
/// Local content, opened. It is read by place, so that several parts can be read at once and a part can be read again; nothing is shared but
/// what cannot change.
/// </summary>
internal abstract class MediaSource : IAsyncDisposable
{
    /// <summary>The number of bytes; null when nobody knows before the end.</summary>
    public abstract long? Length { get; }

    /// <summary>Whether the bytes come once, in order, and never again.</summary>
    public virtual bool IsOneWay => false;

    /// <summary>Reads some bytes from a place on.</summary>
    /// <returns>Their number; 0 at the end.</returns>
    /// <exception cref="MediaUnreadableException">The content cannot be read, for whatever reason.</exception>
    public async ValueTask<int> ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadCoreAsync(position, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A stream of the caller may throw anything. It must not be taken for a failure of the network, which is worth another try.
            throw new MediaUnreadableException(error);
        }
    }

    /// <summary>Reads until the buffer is full or the content ends.</summary>
    public async ValueTask<int> FillAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = await ReadAsync(position + filled, buffer[filled..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
                break;
            filled += read;
        }

        return filled;
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected abstract ValueTask<int> ReadCoreAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken);
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : MediaSource
{
    public override long? Length => bytes.Length;

    protected override ValueTask<int> ReadCoreAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlyMemory<byte> rest = bytes[(int)Math.Min(position, bytes.Length)..];
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return new ValueTask<int>(count);
    }
}

/// <summary>A stream that can seek, from where it stood when it was given. It has one position, so one reads at a time. It stays open.</summary>
internal sealed class StreamSource(Stream stream, long start) : MediaSource
{
    private readonly SemaphoreSlim _turn = new(1);

    public override long? Length { get; } = Math.Max(0, stream.Length - start);

    protected override async ValueTask<int> ReadCoreAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            stream.Position = start + position;
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>A stream that cannot seek, read once and in order; its head can be looked at before.</summary>
internal sealed class OneWaySource(Stream stream, bool ownsStream) : MediaSource
{
    private ReadOnlyMemory<byte> _head;

    public override long? Length => null;

    public override bool IsOneWay => true;

    /// <summary>Looks at the first bytes without using them up; again at more of them, if need be.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        byte[] head = new byte[count];
        int read = await FillAsync(0, head, cancellationToken).ConfigureAwait(false);
        return _head = head.AsMemory(0, read);
    }

    public override async ValueTask DisposeAsync()
    {
        if (ownsStream)
            await stream.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override ValueTask<int> ReadCoreAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_head.IsEmpty)
            return stream.ReadAsync(buffer, cancellationToken);
        int count = Math.Min(_head.Length, buffer.Length);
        _head[..count].CopyTo(buffer);
        _head = _head[count..];
        return new ValueTask<int>(count);
    }
}
