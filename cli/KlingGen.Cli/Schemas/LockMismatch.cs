using KlingGen.Compiler;

namespace KlingGen.Cli.Schemas;

/// <summary>How the lock file and the files beside it can contradict each other.</summary>
internal enum MismatchKind
{
    /// <summary>There is no file for an entry, or it cannot be read.</summary>
    FileMissing,

    /// <summary>The file is the document of another endpoint, or of none.</summary>
    OtherEndpoint,

    /// <summary>The file's canonical form has another hash.</summary>
    Changed,

    /// <summary>There is no entry for a file.</summary>
    NotLocked,
}

/// <summary>One contradiction between a lock file and the files beside it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="File">The file's name.</param>
/// <param name="Entry">The entry; null where there is none.</param>
/// <param name="Found">The file; null where there is none.</param>
internal sealed record LockMismatch(MismatchKind Kind, string File, LockEntry? Entry, SchemaOnDisk? Found)
{
    /// <summary>By entry, then by file.</summary>
    public static IEnumerable<LockMismatch> Find(SchemaFolder folder, SchemaFiles files)
    {
        foreach (LockEntry entry in folder.Lock.Entries)
        {
            if (!files.All.TryGetValue(entry.File, out SchemaOnDisk? file))
                yield return new LockMismatch(MismatchKind.FileMissing, entry.File, entry, null);
            else if (file.EndpointId != entry.EndpointId)
                yield return new LockMismatch(MismatchKind.OtherEndpoint, entry.File, entry, file);
            else if (file.Sha256 != entry.Sha256)
                yield return new LockMismatch(MismatchKind.Changed, entry.File, entry, file);
        }

        if (!folder.HasLock)
            yield break;
        foreach ((string name, SchemaOnDisk file) in files.All)
            if (folder.Lock.Entries.All(entry => entry.File != name))
                yield return new LockMismatch(MismatchKind.NotLocked, name, null, file);
    }
}
