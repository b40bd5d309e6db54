namespace KlingGen;

/// <summary>Writes a file into a folder: to a temporary name first, under its own name when it is whole, and never over another file.</summary>
internal static class FileSaver
{
    private const int MaxNumber = 10_000;

    public static async Task<string> SaveAsync(FileFetch fetch, IFalFile file, string folder, string? name, CancellationToken cancellationToken)
    {
        string target = Path.GetFullPath(folder);
        Directory.CreateDirectory(target);
        string part = Path.Combine(target, $".klinggen-{Guid.NewGuid():N}.part");
        try
        {
            var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
                await fetch.FillAsync(stream, cancellationToken).ConfigureAwait(false);
            string? type = MediaTypes.SaysNothing(fetch.ContentType) ? LookInto(part) : fetch.ContentType;
            return MoveIntoPlace(part, target, SafeFileName.Make(name ?? file.FileName, file.Url, type));
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>The type of a file that nobody has named, by its first bytes.</summary>
    private static string? LookInto(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] head = Head(stream, LeadingBytes.Needed);
        return LeadingBytes.TypeOf(head.Length == LeadingBytes.Needed && TextContent.MayBeJson(head) ? Head(stream, TextContent.LongestJson + 1) : head);
    }

    private static byte[] Head(FileStream stream, int max)
    {
        byte[] head = new byte[Math.Min(max, stream.Length)];
        stream.Position = 0;
        stream.ReadExactly(head);
        return head;
    }

    private static string MoveIntoPlace(string part, string folder, string name)
    {
        for (int number = 1; number <= MaxNumber; number++)
        {
            string path = Path.Combine(folder, SafeFileName.Numbered(name, number));
            try
            {
                File.Move(part, path);
                return path;
            }
            catch (IOException) when (File.Exists(path) || Directory.Exists(path) || new FileInfo(path).LinkTarget is not null)
            {
                // Taken; the next number.
            }
        }

        throw new IOException($"The folder has {MaxNumber} files named {name} already.");
    }
}
