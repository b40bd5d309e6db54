using System.Net.Http.Headers;

namespace KlingGen;

/// <summary>
/// Writes a file into a folder: to a temporary name first, under its own name when it is whole, and never over another file.
/// A transfer that breaks off goes on where it stopped.
/// </summary>
internal sealed class FileSaver(FalClient client, IFalFile file)
{
    private const int BufferSize = 128 * 1024;
    private const int MaxNumber = 10_000;

    private EntityTagHeaderValue? _version;
    private string? _contentType = file.ContentType;

    public async Task<string> SaveAsync(string folder, string? name, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(folder);
        Directory.CreateDirectory(target);
        string part = Path.Combine(target, $".klinggen-{Guid.NewGuid():N}.part");
        try
        {
            var stream = new FileStream(part, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 });
            await using (stream.ConfigureAwait(false))
                await FillAsync(stream, cancellationToken).ConfigureAwait(false);
            return MoveIntoPlace(part, target, SafeFileName.Make(name ?? file.FileName, file.Url, _contentType));
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new FalCanceledException("Saving the file was cancelled by the caller; nothing was left behind.", canceled, cancellationToken);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task FillAsync(FileStream target, CancellationToken cancellationToken)
    {
        if (FileDataUri.Is(file.Url))
        {
            _contentType ??= FileDataUri.ContentType(file.Url);
            await target.WriteAsync(FileBytes.Decode(file.Url, client.Options.MaxFileBytes), cancellationToken).ConfigureAwait(false);
            return;
        }

        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await FetchAsync(target, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (attempt < client.Options.MaxRetries && IsWorthRetrying(error))
            {
                TimeSpan pause = RetryPause.Next(client.Options, attempt, null, Random.Shared.NextDouble()) ?? TimeSpan.Zero;
                await client.Transport.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpIOException error)
            {
                throw new FalConnectionException($"The file broke off after {target.Position} bytes, {attempt + 1} times: {error.Message}", error) { Attempts = attempt + 1 };
            }
        }
    }

    private async Task FetchAsync(FileStream target, CancellationToken cancellationToken)
    {
        // Without a strong version nobody knows that the rest belongs to what is here already.
        long from = _version is { IsWeak: false } ? target.Position : 0;
        FileReply reply = await client.Downloads.Value.OpenAsync(file.Url, from, _version, cancellationToken).ConfigureAwait(false);
        await using (reply.ConfigureAwait(false))
        {
            // A server that does not know ranges, or whose file has changed, sends the whole file again.
            if (reply.From != target.Position)
            {
                target.SetLength(0);
                target.Position = 0;
                if (reply.From != 0)
                    throw new HttpIOException(HttpRequestError.InvalidResponse, "The answer begins at another place than asked.");
            }

            _version = reply.Version;
            _contentType ??= reply.ContentType;
            Stream source = await reply.OpenAsync(cancellationToken).ConfigureAwait(false);
            byte[] buffer = new byte[BufferSize];
            while (true)
            {
                int read = await ReadAsync(source, buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                if (reply.IsTooLong(target.Position + read))
                    throw reply.TooLong();
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
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

    private static string MoveIntoPlace(string part, string folder, string name)
    {
        for (int number = 1; number <= MaxNumber; number++)
        {
            string path = Path.Combine(folder, SafeFileName.Numbered(name, number));
            try
            {
                File.Move(part, path, overwrite: false);
                return path;
            }
            catch (IOException) when (File.Exists(path) || Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
            {
                // Taken; the next number.
            }
        }

        throw new IOException($"The folder has {MaxNumber} files of the name {name} already.");
    }

    private static bool IsWorthRetrying(Exception error) => error is HttpIOException or FalConnectionException or FalApiException { IsRetryable: true };
}
