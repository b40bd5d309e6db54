using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;

namespace KlingGen.Cli.Commands;

/// <summary>The ids of the nearest lock file, for completion: quick, and silent about whatever is wrong.</summary>
internal static class LockedIds
{
    private const long LargestLock = 1 << 20;

    public static IEnumerable<string> Of(CliHost host)
    {
        try
        {
            if (SchemaFolder.Locate(host, null) is not { } folder || new FileInfo(Path.Combine(folder, LockFile.FileName)) is not { Length: < LargestLock } file)
                return [];
            return [.. LockFile.Read(file.FullName, File.ReadAllText(file.FullName)).File.Entries.Select(static entry => entry.EndpointId)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
