namespace KlingGen.Cli.Mcp;

/// <summary>Keeps two servers from spending one budget twice: each would count its own purchases alone.</summary>
internal sealed class SessionLock : IDisposable
{
    private readonly FileStream _file;

    private SessionLock(FileStream file) => _file = file;

    /// <exception cref="CliException">Another server has it, or the folder cannot be written.</exception>
    public static SessionLock Take(McpRequest request)
    {
        string path = Path.Combine(request.DataFolder, $"mcp-{request.Session}.lock");
        try
        {
            Directory.CreateDirectory(request.DataFolder);
            return new SessionLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException taken) when (taken.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw CliException.Unusable($"Another klinggen mcp spends the budget '{request.Session}'. End it, or give this one a budget of its own with --session.", taken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unwritable($"'{path}' cannot be written: {Sentences.Of(error)} Check the folder, or name another with --data.", error);
        }
    }

    public void Dispose() => _file.Dispose();
}
