using System.Text;

namespace KlingGen.Cli.Hosting;

/// <summary>Reads foreign text whole, up to a limit, and says what is wrong with it in our words.</summary>
internal static class TextSource
{
    /// <summary>16 MiB: the largest real document has 1.3 MB.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>What stands for standard input on the command line.</summary>
    public const string StandardInput = "-";

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The text without a byte order mark.</returns>
    /// <exception cref="CliException">It cannot be read, is larger than <see cref="MaxBytes"/> or is not UTF-8.</exception>
    public static async Task<string> ReadAsync(CliHost host, string path, CancellationToken cancellationToken)
    {
        string name = path == StandardInput ? "Standard input" : $"The file '{path}'";
        byte[] bytes;
        try
        {
            string? file = path == StandardInput ? null : host.PathOf(path);
            if (file is not null && new FileInfo(file) is { Exists: true, Length: > 0 and <= MaxBytes })
            {
                using FileStream whole = Open(file, FileOptions.SequentialScan);
                bytes = new byte[whole.Length];
                whole.ReadExactly(bytes);
            }
            else
            {
                await using Stream stream = file is null ? host.OpenInput() : Open(file, FileOptions.Asynchronous | FileOptions.SequentialScan);
                bytes = await ReadAsync(stream, name, cancellationToken);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CliException.Unusable($"{name} does not exist. Check the path; it is taken from {host.WorkingDirectory}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CliException.Unusable($"{name} cannot be read: {Sentences.Of(error)} Check that it is a file and that you may read it.", error);
        }
        return Decode(bytes, name);
    }

    /// <summary>Reads a stream whole, up to the limit.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (kept.Length + read > MaxBytes)
                throw CliException.Unusable($"{name} is larger than {MaxBytes >> 20} MiB, which no endpoint document is. Check that it is the right one.");
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    /// <summary>Reads UTF-8 strictly: a replaced byte would be a changed schema.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw CliException.Unusable($"{name} is not UTF-8 text (byte {error.Index} cannot be read). Check that it is a JSON file and not a binary or otherwise encoded one.", error);
        }
    }

    private static FileStream Open(string path, FileOptions options)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a folder.");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, options);
    }
}
