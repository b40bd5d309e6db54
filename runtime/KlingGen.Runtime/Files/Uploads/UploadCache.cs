using System.Runtime.CompilerServices;

namespace KlingGen;

/// <summary>
/// Remembers where media have been uploaded to, for an hour or half the file's life, as long as the <see cref="FalMedia"/> itself lives: a call that is
/// made again, and many calls with one picture, upload it once. A file that has changed since is another file.
/// </summary>
internal sealed class UploadCache(Uploader uploader, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConditionalWeakTable<FalMedia, Entry> _entries = new();

    public async Task<string> UploadAsync(FalMedia media, FalLifecycle? lifecycle, long? max, CallDeadline deadline)
    {
        Entry entry = _entries.GetValue(media, static _ => new Entry());
        // Calls that need the same media wait for the one that uploads it.
        await entry.Turn.WaitAsync(deadline.Token).ConfigureAwait(false);
        try
        {
            FileStamp stamp = FileStamp.Of(media);
            DateTimeOffset now = time.GetUtcNow();
            if (entry.File is { } known && now < entry.Until && entry.Stamp == stamp && entry.Lifecycle == lifecycle)
            {
                // The upload was made for a member, or a call, that may allow more.
                return known.FileSize > max ? throw new MediaTooLongException(max.Value) : known.Url;
            }

            FalUploadedFile file = await uploader.UploadAsync(media, lifecycle, null, deadline, max).ConfigureAwait(false);
            TimeSpan life = lifecycle?.ExpiresAfter / 2 is { } half && half < Longest ? half : Longest;
            (entry.File, entry.Until, entry.Stamp, entry.Lifecycle) = (file, now + life, stamp, lifecycle);
            return file.Url;
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public FalUploadedFile? File { get; set; }

        public DateTimeOffset Until { get; set; }

        public FileStamp Stamp { get; set; }

        public FalLifecycle? Lifecycle { get; set; }
    }

    private readonly record struct FileStamp(long Length, DateTime Written)
    {
        public static FileStamp Of(FalMedia media)
        {
            if (media.FilePath is not { } path)
                return default;
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc) : default;
        }
    }
}
