namespace KlingGen;

/// <summary>Local content, opened for one upload.</summary>
/// <param name="source">The bytes.</param>
/// <param name="contentType">The media type, never empty.</param>
/// <param name="fileName">A name without folders, never empty.</param>
internal sealed class FalMediaContent(MediaSource source, string contentType, string fileName) : IAsyncDisposable
{
    public MediaSource Source { get; } = source;

    public string ContentType { get; } = contentType;

    public string FileName { get; } = fileName;

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
