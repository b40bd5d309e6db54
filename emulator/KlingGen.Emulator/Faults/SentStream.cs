namespace KlingGen.Emulator.Faults;

/// <summary>What has left of one stream.</summary>
internal sealed class SentStream
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _written = -1;
    private long _left = -1;
    private long _awaited = long.MaxValue;

    /// <summary>Ends when the headers and so many bytes of the body have left.</summary>
    public async Task LeftAsync(long bytes, CancellationToken cancellationToken)
    {
        lock (_gate)
            _awaited = bytes;
        Flushed(_left);
        await _reached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Wrote(bool isData, int length)
    {
        lock (_gate)
            _written = Math.Max(_written, 0) + (isData ? length : 0);
    }

    public void Flushed()
    {
        lock (_gate)
            _left = _written;
        Flushed(_left);
    }

    private void Flushed(long left)
    {
        lock (_gate)
        {
            if (left >= _awaited)
                _reached.TrySetResult();
        }
    }
}
