namespace KlingGen;

/// <summary>Cuts content into what one request carries: all of it, or parts one after the other.</summary>
internal sealed class UploadBody(FalMediaContent content, TransferMeter meter, PartBuffers buffers, long threshold, long? max) : IAsyncDisposable
{
    /// <summary>What the service's storage takes at most.</summary>
    private const int MaxParts = 10_000;

    private MediaSource _source = content.Source;
    private PartBuffer? _first;
    private int _firstLength;
    private bool _holdsSlot;
    private long _offset;
    private int _given;

    /// <summary>The bytes in all; of a stream that cannot seek, those seen so far.</summary>
    public long Length => _source.Length ?? _offset;

    /// <summary>Whether all of it goes in one request.</summary>
    public bool IsWhole => _source.Length <= threshold;

    /// <summary>Whether it can be sent from its beginning once more. A stream that cannot seek is kept one part at a time.</summary>
    public bool CanBeginAgain => !_source.IsOneWay || _given <= 1;

    /// <summary>Reads the first part of a stream that cannot seek, to learn whether there are more.</summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (!_source.IsOneWay)
            return;
        await buffers.TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        _holdsSlot = true;
        _first = buffers.Rent();
        _firstLength = await _source.FillAsync(0, _first.Bytes, cancellationToken).ConfigureAwait(false);
        CheckLength(_firstLength);
        if (_firstLength < _first.Bytes.Length)
            _source = new MemorySource(_first.Bytes.AsMemory(0, _firstLength));
    }

    /// <summary>All of it as one part.</summary>
    public async ValueTask<UploadPart> WholeAsync(CancellationToken cancellationToken)
    {
        await TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        return new UploadPart(1, _source, 0, _source.Length!.Value, meter, buffers, _first?.Hold());
    }

    /// <summary>The next part; null when there is none. Waits until there is room for one more.</summary>
    public async ValueTask<UploadPart?> NextAsync(CancellationToken cancellationToken)
    {
        if (_given == MaxParts)
            throw new MediaUnreadableException(new IOException($"it has more than {MaxParts} parts of {buffers.Size} bytes; give a file, whose length is known"));
        if (_source.Length is { } length)
            return await NextOfKnownAsync(length, cancellationToken).ConfigureAwait(false);
        return _given == 0 ? await FirstAsync(cancellationToken).ConfigureAwait(false) : await ReadNextAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts again.</summary>
    public void Restart() => (_given, _offset) = (0, 0);

    public async ValueTask DisposeAsync()
    {
        DropFirst();
        if (_holdsSlot)
            buffers.ReturnSlot();
        await content.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<UploadPart?> NextOfKnownAsync(long length, CancellationToken cancellationToken)
    {
        // Parts are equal but for the last, and grow where there would be too many.
        long size = Math.Max(buffers.Size, (length + MaxParts - 1) / MaxParts);
        if (_offset >= length)
            return null;
        await TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        long offset = _offset, count = Math.Min(size, length - offset);
        _offset += count;
        return new UploadPart(++_given, _source, offset, count, meter, buffers, null);
    }

    private async ValueTask<UploadPart?> FirstAsync(CancellationToken cancellationToken)
    {
        await TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        _offset = _firstLength;
        return new UploadPart(++_given, new MemorySource(_first!.Bytes.AsMemory(0, _firstLength)), 0, _firstLength, meter, buffers, _first.Hold());
    }

    private async ValueTask<UploadPart?> ReadNextAsync(CancellationToken cancellationToken)
    {
        // From here on there is no way back to the beginning, and the first part is the service's.
        DropFirst();
        await TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        PartBuffer buffer = buffers.Rent();
        int count = 0;
        try
        {
            count = await _source.FillAsync(_offset, buffer.Bytes, cancellationToken).ConfigureAwait(false);
            CheckLength(_offset + count);
        }
        catch
        {
            count = 0;
            throw;
        }
        finally
        {
            if (count == 0)
            {
                buffer.Release();
                buffers.ReturnSlot();
            }
        }

        if (count == 0)
            return null;
        _offset += count;
        return new UploadPart(++_given, new MemorySource(buffer.Bytes.AsMemory(0, count)), 0, count, meter, buffers, buffer);
    }

    // The length of all other content was checked before.
    private void CheckLength(long length)
    {
        if (length > max)
            throw new MediaTooLongException(max.Value);
    }

    private async ValueTask TakeSlotAsync(CancellationToken cancellationToken)
    {
        if (!_holdsSlot)
            await buffers.TakeSlotAsync(cancellationToken).ConfigureAwait(false);
        _holdsSlot = false;
    }

    private void DropFirst()
    {
        _first?.Release();
        _first = null;
    }
}
