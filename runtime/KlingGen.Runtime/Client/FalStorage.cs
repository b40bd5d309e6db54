namespace KlingGen;

/// <summary>
/// The service's storage (<see cref="FalClient.Storage"/>). Media of an input are uploaded by the call itself; this is for content that is wanted before
/// a call, with its progress, or with a lifecycle of its own.
/// </summary>
public sealed class FalStorage
{
    private readonly FalClient _client;

    internal FalStorage(FalClient client) => _client = client;

    /// <summary>
    /// Uploads local content. Above 90 MiB it goes in parts of 10 MiB, <see cref="FalClientOptions.MaxParallelUploads"/> at once, and a part that fails is
    /// sent again by itself. Memory does not grow with the content: files, bytes and streams that can seek are read as they are sent, other streams are kept one
    /// part at a time.
    /// </summary>
    /// <param name="media">Bytes, a stream or a file (<see cref="FalMedia.IsLocal"/>). A stream is read from where it stood when it was given, and stays open.</param>
    /// <param name="options">What this upload does differently.</param>
    /// <param name="progress">Receives how far the upload is, in rising order, on the threads that send.</param>
    /// <param name="cancellationToken">Ends the upload. What has arrived of it is no file.</param>
    /// <returns>The file; its address can be given to every media member.</returns>
    /// <exception cref="ArgumentException"><paramref name="media"/> is an address or data URI, which needs no upload, or an option is not what it should be.</exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    /// <exception cref="FalUploadException">No route led into the storage.</exception>
    /// <exception cref="FalAuthenticationException">The key was refused.</exception>
    /// <exception cref="FalTimeoutException">The limit passed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public async Task<FalUploadedFile> UploadAsync(
        FalMedia media, FalUploadOptions? options = null, IProgress<FalTransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(media);
        if (!media.IsLocal)
            throw new ArgumentException($"{media} needs no upload: pass it to the input as it is.", nameof(media));
        options ??= FalUploadOptions.None;
        using CallDeadline deadline = _client.NewDeadline(new FalCallOptions { Timeout = options.Timeout }, cancellationToken);
        try
        {
            return await _client.Uploads.Value.UploadAsync(media, options.Lifecycle, progress, deadline).ConfigureAwait(false);
        }
        catch (MediaUnreadableException unreadable)
        {
            throw unreadable.InnerException is FileNotFoundException or DirectoryNotFoundException
                ? new FileNotFoundException($"{media} does not exist: {media.FilePath}.", media.FilePath, unreadable.InnerException)
                : new IOException($"{media} cannot be read: {unreadable.Message.TrimEnd('.')}.", unreadable.InnerException);
        }
    }
}
