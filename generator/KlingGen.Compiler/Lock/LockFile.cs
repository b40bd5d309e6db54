namespace KlingGen.Compiler;

/// <summary>
/// <c>klinggen.lock.json</c>: for every schema file of a folder its source, its hash, and the price of its endpoint. The command-line tool writes it
/// and nobody else, so how it is written lives there; the generator takes prices from it.
/// </summary>
/// <param name="Entries">One for each endpoint, by ordinal id.</param>
public sealed record LockFile(EquatableArray<LockEntry> Entries)
{
    /// <summary>The name of the file, beside the schemas it speaks of.</summary>
    public const string FileName = "klinggen.lock.json";

    /// <summary>The version of the format.</summary>
    public const int FormatVersion = 1;

    /// <summary>A lock file without entries.</summary>
    public static LockFile Empty { get; } = new(default(EquatableArray<LockEntry>));

    /// <summary>Reads a lock file. Nothing in it makes this throw; an entry that cannot be used is left out and reported.</summary>
    /// <param name="path">The file, as named in problems.</param>
    /// <param name="text">Its text.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The entries that can be used, and the problems.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static LockReadResult Read(string path, string text, CancellationToken cancellationToken = default) => LockReader.Read(path, text, cancellationToken);

    /// <summary>The entry of an endpoint, or null.</summary>
    /// <param name="endpointId">The endpoint's id.</param>
    public LockEntry? Find(string endpointId) => Entries.FirstOrDefault(entry => entry.EndpointId == endpointId);
}

/// <summary>What reading a lock file gave.</summary>
/// <param name="File">The entries that can be used; none where the file is not a lock file.</param>
/// <param name="Problems">What to report to its reader, in document order.</param>
public sealed record LockReadResult(LockFile File, EquatableArray<Problem> Problems);
