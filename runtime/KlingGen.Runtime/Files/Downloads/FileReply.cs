using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>An open file: its head, and its bytes as they come, no more of them than allowed.</summary>
internal sealed class FileReply(HttpResponseMessage message, FalClientOptions options) : IDisposable, IAsyncDisposable
{
    private Stream? _stream;

    public string? ContentType => message.Content.Headers.ContentType?.MediaType;

    public EntityTagHeaderValue? Version => message.Headers.ETag;

    /// <summary>Where the bytes begin: not 0 when the rest of a file was asked for and is sent.</summary>
    public long From => message.StatusCode == HttpStatusCode.PartialContent ? message.Content.Headers.ContentRange?.From ?? 0 : 0;

    /// <summary>Whether there is nothing where the rest of the file was asked for.</summary>
    public bool IsPastEnd => message.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;

    /// <summary>The length of the whole file, if announced.</summary>
    public long? Length => InBrowser.HidesEncoding ? null : message.Content.Headers.ContentRange?.Length ?? (message.Content.Headers.ContentLength is { } length ? From + length : null);

    /// <exception cref="FalApiException">The file is longer than allowed.</exception>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (Length > options.MaxFileBytes)
            throw TooLong();
        return _stream ??= new IdleTimeoutStream(
            await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), options.TimeProvider, options.StreamIdleTimeout);
    }

    public FalApiException TooLong() => new(string.Create(CultureInfo.InvariantCulture, $"The file is longer than {options.MaxFileBytes} bytes (FalClientOptions.MaxFileBytes)."));

    public bool IsTooLong(long bytes) => bytes > options.MaxFileBytes;

    public void Dispose()
    {
        _stream?.Dispose();
        message.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync().ConfigureAwait(false);
        message.Dispose();
    }
}
