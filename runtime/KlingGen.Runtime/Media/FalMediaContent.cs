namespace KlingGen;

/// <summary>Content of this machine, opened for one upload.</summary>
/// <param name="stream">The bytes from the start.</param>
/// <param name="length">Their number; null when it is not known before the end.</param>
/// <param name="contentType">The media type, never empty.</param>
/// <param name="fileName">A name without folders, never empty.</param>
internal sealed class FalMediaContent(Stream stream, long? length, string contentType, string fileName) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    public long? Length { get; } = length;

    public string ContentType { get; } = contentType;

    public string FileName { get; } = fileName;

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
