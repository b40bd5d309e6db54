using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>One file on its way here. A transfer that breaks off goes on where it stopped, or begins again where it is unknown whether the rest fits.</summary>
internal sealed class FileFetch(FalTransport transport, Lazy<Downloader> downloads, IFalFile file, IProgress<FalTransferProgress>? progress = null)
{
    private const int BufferSize = 128 * 1024;

    private EntityTagHeaderValue? _version;

    /// <summary>What the answer said the file is, where the file itself did not.</summary>
    public string? ContentType { get; private set; } = file.ContentType;

    /// <summary>Opens the file for reading as it comes.</summary>
    public async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (FileDataUri.Is(file.Url))
            return new MemoryStream(FileBytes.Decode(file.Url, transport.Options.MaxFileBytes), writable: false);
        return await RepeatAsync(async () =>
        {
            FileReply reply = await downloads.Value.OpenAsync(file.Url, 0, null, cancellationToken).ConfigureAwait(false);
            return (Stream)new FileReplyStream(reply, await reply.OpenAsync(cancellationToken).ConfigureAwait(false));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings the whole file into a stream that can seek.</summary>
    public async Task FillAsync(Stream target, CancellationToken cancellationToken)
    {
        if (FileDataUri.Is(file.Url))
        {
            byte[] bytes = FileBytes.Decode(file.Url, transport.Options.MaxFileBytes);
            ContentType ??= FileDataUri.ContentType(file.Url);
            await target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            progress?.Report(new FalTransferProgress(bytes.Length, bytes.Length));
            return;
        }

        await RepeatAsync(async () =>
        {
            await FetchAsync(target, cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> RepeatAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (Exception error) when (number <= transport.Options.MaxRetries && IsWorthRetrying(error))
            {
                TimeSpan pause = RetryPause.Next(transport.Options, number - 1, null, Random.Shared.NextDouble()) ?? TimeSpan.Zero;
                await transport.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpIOException error)
            {
                throw new FalConnectionException($"The file broke off {number} times: {error.Message}", error) { Attempts = number };
            }
        }
    }

    private async Task FetchAsync(Stream target, CancellationToken cancellationToken)
    {
        // Without a strong version nobody knows that the rest belongs to what is here already.
        long from = _version is { IsWeak: false } && !InBrowser.AsksForEachHeader ? target.Position : 0;
        FileReply reply = await downloads.Value.OpenAsync(file.Url, from, _version, cancellationToken).ConfigureAwait(false);
        await using (reply.ConfigureAwait(false))
        {
            if (reply.IsPastEnd && reply.Length == target.Position)
                return;

            // A server that does not know ranges, or whose file has changed, sends the whole file again.
            if (reply.From != target.Position)
            {
                target.SetLength(0);
                target.Position = 0;
                if (reply.From != 0 || reply.IsPastEnd)
                    throw new HttpIOException(HttpRequestError.InvalidResponse, "The answer begins at another position than the one asked for.");
            }

            _version = reply.Version;
            ContentType ??= reply.ContentType;
            Stream source = await reply.OpenAsync(cancellationToken).ConfigureAwait(false);
            byte[] buffer = new byte[BufferSize];
            // Not one read more: when all has come, it does not matter how the connection ends.
            while (target.Position != reply.Length)
            {
                int read = await ReadAsync(source, buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                if (reply.IsTooLong(target.Position + read))
                    throw reply.TooLong();
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                progress?.Report(new FalTransferProgress(target.Position, reply.Length));
            }

            if (reply.Length is { } whole && target.Position != whole)
                throw new HttpIOException(HttpRequestError.ResponseEnded, $"{target.Position} of {whole} bytes came.");
        }
    }

    // A connection that breaks and a disk that is full are both an IOException; only the first is worth another try.
    private static async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error) when (error is not HttpIOException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, error.Message, error);
        }
    }

    private static bool IsWorthRetrying(Exception error) => error is HttpIOException or FalConnectionException or FalApiException { IsRetryable: true };
}
