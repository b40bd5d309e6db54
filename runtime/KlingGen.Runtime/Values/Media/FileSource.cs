using Microsoft.Win32.SafeHandles;

namespace KlingGen;

/// <summary>A file, read at any place without a position of its own.</summary>
internal sealed class FileSource(SafeFileHandle file) : MediaSource
{
    public override long? Length { get; } = RandomAccess.GetLength(file);

    // Pipes have a path too, and no places.
    public static MediaSource Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.Asynchronous);
        try
        {
            return new FileSource(file);
        }
        catch (NotSupportedException)
        {
            return new OneWaySource(new FileStream(file, FileAccess.Read, bufferSize: 0, file.IsAsync), ownsStream: true);
        }
    }

    public override ValueTask DisposeAsync()
    {
        file.Dispose();
        return base.DisposeAsync();
    }

    protected override ValueTask<int> ReadCoreAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(file, buffer, position, cancellationToken);
}
