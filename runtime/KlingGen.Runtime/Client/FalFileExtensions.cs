namespace KlingGen;

/// <summary>Fetches the files an endpoint has made. No key is sent with these requests; data URIs are read by the same methods.</summary>
public static class FalFileExtensions
{
    /// <summary>
    /// Saves the file into a folder, which is created if needed. The name is the service's, made harmless; a file of that name is never overwritten, the new
    /// one then gets a number. The file appears under its name only when it is whole.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="client">The client, for its limits.</param>
    /// <param name="fileName">Another name than the service's; made harmless too. The extension of the media type is added unless the name ends in a known one.</param>
    /// <param name="progress">Receives how far the transfer is, on the thread it runs on.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is left behind.</param>
    /// <returns>The full path of the saved file.</returns>
    /// <exception cref="FalApiException">The file cannot be had: expired, refused, too long, at a private address.</exception>
    /// <exception cref="FalConnectionException">The host was not reached, or the transfer broke off again and again.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static async Task<string> SaveAsync(
        this IFalFile file,
        string folder,
        FalClient client,
        string? fileName = null,
        IProgress<FalTransferProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            return await FileSaver.SaveAsync(new FileFetch(client.Transport, client.Downloads, file, progress), file, folder, fileName, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new FalCanceledException("Saving the file was cancelled by the caller; nothing was left behind.", canceled, cancellationToken);
        }
    }

    /// <summary>Opens the file for reading as it comes. Dispose the stream.</summary>
    /// <param name="file">The file.</param>
    /// <param name="client">The client, for its limits.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The bytes. A transfer that breaks off throws <see cref="IOException"/> while reading.</returns>
    /// <exception cref="FalApiException">The file cannot be had: expired, refused, too long, at a private address.</exception>
    /// <exception cref="FalConnectionException">The host was not reached.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public static async Task<Stream> OpenReadAsync(this IFalFile file, FalClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            return await new FileFetch(client.Transport, client.Downloads, file).OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new FalCanceledException("Opening the file was cancelled by the caller.", canceled, cancellationToken);
        }
    }

    /// <summary>Reads the whole file into memory. A transfer that breaks off is resumed as in <see cref="SaveAsync"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="client">The client, for its limits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="FalApiException">The file cannot be had: expired, refused, too long, at a private address.</exception>
    /// <exception cref="FalConnectionException">The host was not reached, or the transfer broke off again and again.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public static async Task<byte[]> GetBytesAsync(this IFalFile file, FalClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(client);
        using var bytes = new MemoryStream();
        try
        {
            await new FileFetch(client.Transport, client.Downloads, file).FillAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes.ToArray();
        }
        catch (OperationCanceledException canceled) when (cancellationToken.IsCancellationRequested)
        {
            throw new FalCanceledException("Reading the file was cancelled by the caller.", canceled, cancellationToken);
        }
        catch (IOException error)
        {
            throw new FalApiException("The file is longer than memory can hold in one piece. Read it with OpenReadAsync, or save it.", error);
        }
    }
}
