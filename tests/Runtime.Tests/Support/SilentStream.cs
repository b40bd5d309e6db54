namespace Runtime.Tests.Support;

/// <summary>A body of which nothing comes, or nothing after its beginning.</summary>
internal sealed class SilentStream(TaskCompletionSource? read = null, string beginning = "") : Stream
{
    private byte[] _beginning = System.Text.Encoding.UTF8.GetBytes(beginning);

    public TaskCompletionSource Reached { get; } = read ?? new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Disposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_beginning.Length > 0)
        {
            int count = Math.Min(buffer.Length, _beginning.Length);
            _beginning.AsSpan(0, count).CopyTo(buffer.Span);
            _beginning = _beginning[count..];
            return count;
        }

        var never = new TaskCompletionSource<int>();
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        Reached.TrySetResult();
        return await never.Task;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
