namespace KlingGen;

/// <summary>A run of bytes that is sent in one request, as often as it takes. It holds a slot, and its buffer if it has one, until it is disposed.</summary>
internal sealed class UploadPart(int number, MediaSource source, long offset, long length, TransferMeter meter, PartBuffers buffers, PartBuffer? buffer) : IDisposable
{
    private TransferMeter.Attempt? _attempt;
    private int _readers;

    /// <summary>From 1.</summary>
    public int Number => number;

    public MediaSource Source => source;

    public long Offset => offset;

    public long Length => length;

    /// <summary>The body of the next attempt.</summary>
    public SliceContent NewContent(AttemptDeadline limit)
    {
        _attempt?.TakeBack();
        _attempt = new TransferMeter.Attempt(meter);
        return new SliceContent(this, _attempt, limit);
    }

    public void BeginReading() => Interlocked.Increment(ref _readers);

    public void EndReading() => Interlocked.Decrement(ref _readers);

    public void Dispose()
    {
        buffer?.Release(isClean: Volatile.Read(ref _readers) == 0);
        buffers.ReturnSlot();
    }
}
