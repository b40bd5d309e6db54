namespace KlingGen;

/// <summary>A file. It has one position, so one reads at a time.</summary>
internal static class FileSource
{
    // Pipes have a path too, and no places.
    public static MediaSource Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        return stream.CanSeek ? new OwnedStreamSource(stream) : new OneWaySource(stream, ownsStream: true);
    }

    private sealed class OwnedStreamSource(FileStream stream) : MediaSource
    {
        private readonly StreamSource _inner = new(stream, 0);

        public override long? Length => _inner.Length;

        public override async ValueTask DisposeAsync()
        {
            stream.Dispose();
            await _inner.DisposeAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override ValueTask<int> ReadCoreAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken) => _inner.ReadAsync(position, buffer, cancellationToken);
    }
}
