using System.Collections.Concurrent;
using System.Globalization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>
/// Gives every local media of an input an address the service can read, before anything is submitted: that of an upload, or a data URI where the caller
/// prefers small content inside the request.
/// </summary>
internal sealed class MediaResolver(FalClientOptions options, Lazy<Uploader> uploader)
{
    private readonly Lazy<UploadCache> _memory = new(() => new UploadCache(uploader.Value, options.TimeProvider));

    /// <summary>Brings all of them in place, several at once; what cannot be read is an error with its member.</summary>
    /// <exception cref="FalUploadException">An upload failed; it names its member.</exception>
    public async Task<(Dictionary<FalMedia, string> Resolved, IReadOnlyList<FalValidationError> Errors)> ResolveAsync(
        IReadOnlyList<FalCollectedMedia> media, string endpointId, FalCallOptions call, CallDeadline deadline)
    {
        // Equal ones are one: the same file under two members, the same bytes in two wrappers.
        IGrouping<FalMedia, FalCollectedMedia>[] distinct = [.. media.GroupBy(static found => found.Media)];
        var addresses = new ConcurrentDictionary<FalMedia, string>();
        var errors = new ConcurrentBag<FalValidationError>();
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallelUploads, CancellationToken = deadline.Token };
        await Parallel.ForEachAsync(distinct, bounds, async (same, stop) =>
        {
            // The first that fails ends the others. The limit of the whole call is in the token.
            using var inner = new CallDeadline(options.TimeProvider, Timeout.InfiniteTimeSpan, stop);
            // Equal content in several members must fit them all: it is read for the narrowest, and an error names that one.
            FalCollectedMedia found = same.MinBy(static found => found.MaxFileSize ?? long.MaxValue);
            try
            {
                addresses[same.Key] = await AddressOfAsync(found, call, inner).ConfigureAwait(false);
            }
            catch (MediaUnreadableException error)
            {
                errors.Add(Unreadable(found, error.InnerException!));
            }
            catch (MediaTooLongException error)
            {
                string max = found.MaxFileSize!.Value.ToString(CultureInfo.InvariantCulture);
                errors.Add(Finding(found, FalRules.FileTooLarge, $"{found.Member} {error.Message}.") with { Limit = max });
            }
            catch (FalUploadException error)
            {
                throw new FalUploadException($"{found.Member} could not be uploaded, and nothing was submitted. {error.Message}", error.InnerException)
                {
                    EndpointId = endpointId,
                    Member = found.Member,
                    JsonPointer = found.Pointer,
                };
            }
        }).ConfigureAwait(false);

        Dictionary<FalMedia, string> resolved = FalJsonWriter.NewMediaMap();
        foreach (FalCollectedMedia found in media)
        {
            if (addresses.TryGetValue(found.Media, out string? address))
                resolved[found.Media] = address;
        }

        return (resolved, [.. errors.OrderBy(static error => error.Pointer, StringComparer.Ordinal)]);
    }

    private async Task<string> AddressOfAsync(FalCollectedMedia found, FalCallOptions call, CallDeadline deadline)
    {
        FalMedia media = found.Media;
        bool inline = (call.MediaTransfer ?? options.MediaTransfer) == FalMediaTransfer.InlineSmall && media.Inspect(pixels: false).Length <= options.MaxInlineBytes;
        return inline
            ? await media.ToDataUriAsync(deadline.Token).ConfigureAwait(false)
            : await _memory.Value.UploadAsync(media, call.InputLifecycle, found.MaxFileSize, deadline).ConfigureAwait(false);
    }

    private static FalValidationError Unreadable(FalCollectedMedia found, Exception error)
    {
        bool missing = error is FileNotFoundException or DirectoryNotFoundException;
        string? path = found.Media.FilePath;
        string message = missing
            ? $"{found.Member} names a file that does not exist: {path}. Check the path, or give an address with FalMedia.FromUrl."
            : $"{found.Member} ({found.Media}) cannot be read: {error.Message.TrimEnd('.')}.";
        return Finding(found, missing ? FalRules.FileNotFound : FalRules.FileUnreadable, message) with { Actual = path };
    }

    private static FalValidationError Finding(FalCollectedMedia found, string rule, string message) =>
        new() { Pointer = found.Pointer, Member = found.Member, Rule = rule, Message = message, Location = found.Location };
}
