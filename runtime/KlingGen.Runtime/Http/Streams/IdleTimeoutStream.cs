namespace KlingGen;

/// <summary>The bytes of a file as they come; a silence that is too long counts as a broken transfer. How long the whole takes does not matter.</summary>
internal sealed class IdleTimeoutStream(Stream inner, TimeProvider time, TimeSpan limit) : ForwardStream
{
    private TimedTokenSource _silence = new(Timeout.InfiniteTimeSpan, time);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The limit of the last read may have passed while its bytes came.
        if (_silence.IsCancellationRequested)
        {
            _silence.Dispose();
            _silence = new TimedTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        _silence.CancelAfter(limit);
        try
        {
            using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
            return await inner.ReadAsync(buffer, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && _silence.IsCancellationRequested)
        {
            throw new HttpIOException(HttpRequestError.Unknown, $"nothing came for {CallDeadline.Shown(limit)} (FalClientOptions.StreamIdleTimeout)");
        }
        finally
        {
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _silence.Dispose();
        }

        base.Dispose(disposing);
    }
}
