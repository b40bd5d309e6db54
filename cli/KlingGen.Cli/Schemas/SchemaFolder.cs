using System.Text;
using KlingGen.Cli.Hosting;
using KlingGen.Compiler;

namespace KlingGen.Cli.Schemas;

/// <summary>A folder of schema files with its lock file.</summary>
internal sealed class SchemaFolder
{
    /// <summary>The usual name, beside the project.</summary>
    public const string UsualName = "schemas";

    private SchemaFolder(string path, bool hasLock, LockReadResult read)
    {
        FullPath = path;
        HasLock = hasLock;
        Lock = read.File;
        Problems = read.Problems;
    }

    /// <summary>The folder, absolute.</summary>
    public string FullPath { get; }

    /// <summary>Whether there is a lock file.</summary>
    public bool HasLock { get; }

    /// <summary>Its entries.</summary>
    public LockFile Lock { get; }

    /// <summary>What is wrong with the lock file.</summary>
    public EquatableArray<Problem> Problems { get; }

    public string LockPath => Path.Combine(FullPath, LockFile.FileName);

    /// <summary>The folder that the user named, or the nearest one upwards that has a lock file, or null.</summary>
    public static string? Locate(CliHost host, string? named)
    {
        if (named is not null)
            return host.PathOf(named);
        for (string? at = host.WorkingDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            foreach (string folder in new[] { at, Path.Combine(at, UsualName) })
                if (File.Exists(Path.Combine(folder, LockFile.FileName)))
                    return folder;
            if (Directory.Exists(Path.Combine(at, ".git")))
                return null;
        }
        return null;
    }

    /// <summary>Reads the folder's lock file; a folder without one is empty.</summary>
    /// <exception cref="CliException">The lock file cannot be read at all.</exception>
    public static async Task<SchemaFolder> OpenAsync(CliHost host, string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(folder))
            throw CliException.Unusable($"'{folder}' is a file; the folder of the schemas is wanted.");
        string path = Path.Combine(folder, LockFile.FileName);
        if (!File.Exists(path) && !Directory.Exists(path))
            return new SchemaFolder(folder, false, new LockReadResult(LockFile.Empty, default));
        string text = await TextSource.ReadAsync(host, path, cancellationToken);
        return new SchemaFolder(folder, true, LockFile.Read(path, text, cancellationToken));
    }

    /// <summary>Refuses to go on where writing the lock file would drop an entry that could not be read.</summary>
    public SchemaFolder Sound() => Problems.Count == 0
        ? this
        : throw CliException.Unusable(Sentences.At(LockPath, Problems[0]));

    /// <summary>The schema file of an entry, absolute.</summary>
    /// <exception cref="CliException">The entry leads out of the folder.</exception>
    public string FileOf(LockEntry entry) => SchemaFileName.IsPlain(entry.File)
        ? Path.Combine(FullPath, entry.File)
        : throw CliException.Unusable($"{LockPath}: the file '{EndpointIds.Shown(entry.File)}' of '{entry.EndpointId}' is not the name of a .json file in this folder. Correct the entry by hand.");

    public static byte[] Bytes(string text) => new UTF8Encoding(false).GetBytes(text);
}
