namespace KlingGen;

/// <summary>Fetches the files an endpoint has made. No key is sent with these requests; data URIs go through the same doors.</summary>
public static class FalFileExtensions
{
    /// <summary>
    /// Saves the file into a folder, which is made if need be. The name is the service's, made harmless; a file of that name is never overwritten, the new
    /// one then gets a number. The file appears under its name only when it is whole.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="client">The client, for its limits.</param>
    /// <param name="fileName">Another name than the service's; made harmless too. An extension is added when it has none.</param>
    /// <param name="cancellationToken">Ends the call; nothing is left behind.</param>
    /// <returns>The full path of the saved file.</returns>
    /// <exception cref="FalApiException">The file cannot be had: expired, refused, too long, at a private address.</exception>
    /// <exception cref="FalConnectionException">The host was not reached, or the transfer broke off again and again.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static Task<string> SaveAsync(this IFalFile file, string folder, FalClient client, string? fileName = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(client);
        return new FileSaver(client, file).SaveAsync(folder, fileName, cancellationToken);
    }

    /// <summary>Opens the file for reading as it comes. Dispose the stream.</summary>
    /// <param name="file">The file.</param>
    /// <param name="client">The client, for its limits.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <returns>The bytes. A transfer that breaks off throws <see cref="IOException"/> while reading.</returns>
    /// <exception cref="FalApiException">The file cannot be had: expired, refused, too long, at a private address.</exception>
    /// <exception cref="FalConnectionException">The host was not reached.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public static async Task<Stream> OpenReadAsync(this IFalFile file, FalClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(client);
        if (FileDataUri.Is(file.Url))
            return new MemoryStream(FileBytes.Decode(file.Url, client.Options.MaxFileBytes), writable: false);
        try
        {
            FileReply reply = await client.Downloads.Value.OpenAsync(file.Url, 0, null, cancellationToken).ConfigureAwait(false);
            return new FileReplyStream(reply, await reply.OpenAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new FalCanceledException("Opening the file was cancelled by the caller.", canceled, cancellationToken);
        }
    }

    /// <summary>Reads the whole file into memory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="client">The client, for its limits.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="FalApiException">The file cannot be had: expired, refused, too long, at a private address.</exception>
    /// <exception cref="FalConnectionException">The host was not reached, or the transfer broke off.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public static async Task<byte[]> GetBytesAsync(this IFalFile file, FalClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(client);
        if (FileDataUri.Is(file.Url))
            return FileBytes.Decode(file.Url, client.Options.MaxFileBytes);

        Stream stream = await file.OpenReadAsync(client, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
                return bytes.ToArray();
            }
            catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
            {
                throw new FalCanceledException("Reading the file was cancelled by the caller.", canceled, cancellationToken);
            }
            catch (IOException error)
            {
                throw new FalConnectionException($"The file broke off: {error.Message}", error) { Attempts = 1 };
            }
        }
    }
}
