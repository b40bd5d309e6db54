using System.Collections.Concurrent;
using KlingGen.Emulator.Hosting;

namespace KlingGen.Emulator.Files;

/// <summary>Files in memory, each under a path nobody guesses.</summary>
internal sealed class FileStore(EmulatorServices services)
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);

    /// <returns>The file's address on this emulator.</returns>
    public string Add(StoredFile file, TimeSpan? livesFor = null)
    {
        string path = NewPath(file.Name);
        _files[path] = livesFor is { } life ? file with { ExpiresAt = services.Clock.GetUtcNow() + life } : file;
        return UrlOf(path);
    }

    public StoredFile? Find(string path)
    {
        if (!_files.TryGetValue(path, out StoredFile? file))
            return null;

        if (file.ExpiresAt is not { } end || end > services.Clock.GetUtcNow())
            return file;

        _files.TryRemove(path, out _);
        return null;
    }

    public string UrlOf(string path) => $"{services.Origin}cdn/{path}";

    /// <summary>The form of the service's own addresses: a store, then a name.</summary>
    public static string NewPath(string name) => $"files/b/{Guid.NewGuid().ToString("n")[..8]}/{name}";
}
