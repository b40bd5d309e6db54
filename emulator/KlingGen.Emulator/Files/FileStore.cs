using System.Collections.Concurrent;

namespace KlingGen.Emulator.Files;

/// <summary>Files in memory, each under a path nobody guesses.</summary>
internal sealed class FileStore(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);

    /// <returns>The file's path on the CDN.</returns>
    public string Add(StoredFile file, TimeSpan? livesFor = null)
    {
        string path = NewPath(file.Name);
        Put(path, file, livesFor);
        return path;
    }

    public void Put(string path, StoredFile file, TimeSpan? livesFor) =>
        _files[path] = livesFor is { } life ? file with { ExpiresAt = clock.GetUtcNow() + life } : file;

    public StoredFile? Find(string path)
    {
        if (!_files.TryGetValue(path, out StoredFile? file))
            return null;

        if (file.ExpiresAt is not { } end || end > clock.GetUtcNow())
            return file;

        _files.TryRemove(path, out _);
        return null;
    }

    /// <summary>The path of an address of this emulator or of the service itself; null for others.</summary>
    public static string? PathOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
        && address.AbsolutePath.IndexOf("/files/", StringComparison.Ordinal) is >= 0 and var at ? address.AbsolutePath[(at + 1)..] : null;

    /// <summary>The form of the service's own addresses: a store, then a name.</summary>
    public static string NewPath(string name) => $"files/b/{Guid.NewGuid().ToString("n")[..8]}/{FileNames.Safe(name.Split('/', '\\')[^1])}";
}
