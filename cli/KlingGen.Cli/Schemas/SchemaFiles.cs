using KlingGen.Cli.Hosting;
using KlingGen.Compiler;

namespace KlingGen.Cli.Schemas;

/// <summary>The endpoint documents of a folder, by file name. Other JSON files are nobody's business here.</summary>
internal sealed class SchemaFiles
{
    private SchemaFiles(IReadOnlyDictionary<string, SchemaOnDisk> files) => All = files;

    public IReadOnlyDictionary<string, SchemaOnDisk> All { get; }

    public static async Task<SchemaFiles> ReadAsync(CliHost host, SchemaFolder folder, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, SchemaOnDisk>(StringComparer.Ordinal);
        if (!Directory.Exists(folder.FullPath))
            return new SchemaFiles(files);
        foreach (string path in Directory.EnumerateFiles(folder.FullPath, "*.json"))
        {
            string name = Path.GetFileName(path);
            if (name == LockFile.FileName || await TextOf(host, path, cancellationToken) is not { } text)
                continue;
            string? id = SchemaReader.Read(new SchemaInput(path, text), cancellationToken).Endpoint?.EndpointId;
            // What the lock file names is a schema, or should be.
            if (id is not null || folder.Lock.Entries.Any(entry => entry.File == name))
                files.Add(name, new SchemaOnDisk(path, id, CanonicalForm.Of(path, text, cancellationToken).Form?.Sha256));
        }
        return new SchemaFiles(files);
    }

    private static async Task<string?> TextOf(CliHost host, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TextSource.ReadAsync(host, path, cancellationToken);
        }
        catch (CliException)
        {
            return null;
        }
    }
}

/// <summary>A schema file as it lies there.</summary>
/// <param name="Path">The file.</param>
/// <param name="EndpointId">Its endpoint; null where it is the document of none.</param>
/// <param name="Sha256">The hash of its canonical form; null where it has none.</param>
internal sealed record SchemaOnDisk(string Path, string? EndpointId, string? Sha256);
