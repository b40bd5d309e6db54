namespace KlingGen.Cli.Hosting;

/// <summary>Writes several files so that all of them change or none: everything is first written beside its place, then moved there; a move that fails takes back those before it.</summary>
/// <param name="beforeMove">Called before each move; a test lets it fail.</param>
internal sealed class FileBatch(Action<string>? beforeMove = null)
{
    private readonly List<(string Path, byte[] Content)> _files = [];

    public bool IsEmpty => _files.Count == 0;

    /// <summary>Adds a file, unless it already has this very content.</summary>
    public void Add(string path, byte[] content)
    {
        if (!HasContent(path, content))
            _files.Add((path, content));
    }

    /// <exception cref="CliException">Something cannot be written; everything is as it was.</exception>
    public void Commit()
    {
        var staged = new List<(string Temporary, string Path, byte[]? Former)>();
        var madeFolders = new List<string>();
        int moved = 0;
        string current = "";
        try
        {
            foreach ((string path, byte[] content) in _files)
            {
                current = path;
                MakeFolder(Path.GetDirectoryName(path)!, madeFolders);
                if (Directory.Exists(path))
                    throw new IOException("there is a folder of that name.");
                string temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}.klinggen");
                staged.Add((temporary, path, File.Exists(path) ? File.ReadAllBytes(path) : null));
                using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            for (; moved < staged.Count; moved++)
            {
                current = staged[moved].Path;
                beforeMove?.Invoke(current);
                File.Move(staged[moved].Temporary, current, overwrite: true);
            }
        }
        catch (Exception error)
        {
            TakeBack(staged, moved, madeFolders);
            if (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
                throw CliException.Unwritable($"'{current}' cannot be written: {Sentences.Of(error)} Nothing was changed; check that the folder exists, may be written and has space.", error);
            throw;
        }
    }

    private static bool HasContent(string path, byte[] content)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void MakeFolder(string folder, List<string> made)
    {
        var missing = new Stack<string>();
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
            missing.Push(at);
        foreach (string one in missing)
        {
            Directory.CreateDirectory(one);
            made.Add(one);
        }
    }

    private static void TakeBack(List<(string Temporary, string Path, byte[]? Former)> staged, int moved, List<string> madeFolders)
    {
        for (int i = 0; i < staged.Count; i++)
        {
            (string temporary, string path, byte[]? former) = staged[i];
            Quietly(() => File.Delete(temporary));
            if (i >= moved)
                continue;
            if (former is null)
                Quietly(() => File.Delete(path));
            else
                Quietly(() => File.WriteAllBytes(path, former));
        }
        foreach (string folder in Enumerable.Reverse(madeFolders))
            Quietly(() => Directory.Delete(folder));
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report.
        }
    }
}
