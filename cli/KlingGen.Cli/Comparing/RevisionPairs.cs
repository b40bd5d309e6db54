using KlingGen.Cli.Hosting;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>Locked files as they were in a git revision, beside what they are now.</summary>
internal static class RevisionPairs
{
    public static async Task<IReadOnlyList<(SchemaVersion, SchemaVersion)>> ReadAsync(CliHost host, SchemaFolder folder, LockEntry[] entries, string revision, List<string> notes, CancellationToken cancellationToken)
    {
        await GitText.CheckRevisionAsync(host, revision, cancellationToken);
        var pairs = new List<(SchemaVersion, SchemaVersion)>();
        foreach (LockEntry entry in entries)
        {
            string path = Path.GetRelativePath(host.WorkingDirectory, folder.FileOf(entry));
            SchemaVersion after = await VersionSource.ReadAsync(host, path, cancellationToken);
            try
            {
                pairs.Add((await VersionSource.ReadAsync(host, revision, path, cancellationToken), after));
            }
            catch (CliException missing)
            {
                // The revision exists, so the file does not: it was added since, and breaks nothing.
                notes.Add(missing.Message);
            }
        }
        return pairs;
    }
}
