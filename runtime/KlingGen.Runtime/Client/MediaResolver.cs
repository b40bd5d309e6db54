using KlingGen.Validation;

namespace KlingGen;

/// <summary>
/// Gives every local media of an input an address the service can read. Today that is a data URI inside the request; an upload to the service's storage
/// takes its place here, and nowhere else.
/// </summary>
internal sealed class MediaResolver(FalClientOptions options)
{
    /// <summary>Reads all of them; what cannot be read is an error with its member.</summary>
    public async Task<(Dictionary<FalMedia, string> Resolved, IReadOnlyList<FalValidationError> Errors)> ResolveAsync(
        IReadOnlyList<FalCollectedMedia> media, CancellationToken cancellationToken)
    {
        Dictionary<FalMedia, string> resolved = Serialization.FalJsonWriter.NewMediaMap();
        List<FalValidationError>? errors = null;
        foreach (FalCollectedMedia found in media)
        {
            try
            {
                if (found.Media.Inspect(pixels: false).Length > options.MaxInlineBytes)
                    throw new IOException($"it is longer than {options.MaxInlineBytes} bytes (FalClientOptions.MaxInlineBytes)");
                resolved[found.Media] = await found.Media.ToDataUriAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or InvalidOperationException)
            {
                (errors ??= []).Add(Unreadable(found, error));
            }
        }

        return (resolved, errors ?? (IReadOnlyList<FalValidationError>)[]);
    }

    private static FalValidationError Unreadable(FalCollectedMedia found, Exception error)
    {
        bool missing = error is FileNotFoundException or DirectoryNotFoundException;
        string? path = found.Media.FilePath;
        string message = missing
            ? $"{found.Member} names a file that does not exist: {path}. Check the path, or give an address with FalMedia.FromUrl."
            : $"{found.Member} ({found.Media}) cannot be read: {error.Message.TrimEnd('.')}.";
        return new FalValidationError(found.Pointer, found.Member, missing ? FalRules.FileNotFound : FalRules.FileUnreadable, message, null, path, found.Location);
    }
}
