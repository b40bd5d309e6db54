using System.Collections.Concurrent;

namespace KlingGen;

/// <summary>
/// What keeps the uploads of a client in bounds: how many bodies are sent at once, and the memory that parts of streams that cannot seek are kept in
/// until they have arrived. A body waits for its slot before it takes a buffer, so there are never more buffers than slots.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing, and uploads may outlive the client's disposal by a moment.")]
internal sealed class PartBuffers(int slots, int size)
{
    private readonly SemaphoreSlim _slots = new(slots);
    private readonly ConcurrentBag<byte[]> _free = [];
    private int _outstanding;
    private int _peak;

    public int Size => size;

    /// <summary>Buffers in use.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>The maximum that was ever in use.</summary>
    public int Peak => Volatile.Read(ref _peak);

    public Task TakeSlotAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    public void ReturnSlot() => _slots.Release();

    public PartBuffer Rent()
    {
        int now = Interlocked.Increment(ref _outstanding);
        for (int peak = Peak; now > peak && Interlocked.CompareExchange(ref _peak, now, peak) != peak; peak = Peak)
        {
        }

        return new PartBuffer(this, _free.TryTake(out byte[]? bytes) ? bytes : GC.AllocateUninitializedArray<byte>(size));
    }

    public void Return(byte[] bytes, bool isClean)
    {
        Interlocked.Decrement(ref _outstanding);
        if (isClean)
            _free.Add(bytes);
    }
}

/// <summary>The bytes of one part. Several may hold it; the last to let go gives it back.</summary>
internal sealed class PartBuffer(PartBuffers owner, byte[] bytes)
{
    private int _holders = 1;
    private bool _isClean = true;

    public byte[] Bytes => bytes;

    public PartBuffer Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    /// <param name="isClean">Whether nobody can be reading any more. A buffer that an abandoned attempt may still send from is left to the collector.</param>
    public void Release(bool isClean = true)
    {
        if (!isClean)
            _isClean = false;
        if (Interlocked.Decrement(ref _holders) == 0)
            owner.Return(bytes, _isClean);
    }
}
