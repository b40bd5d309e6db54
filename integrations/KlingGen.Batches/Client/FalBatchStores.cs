namespace KlingGen.Batches;

/// <summary>Where batches may be kept.</summary>
public static class FalBatchStores
{
    /// <summary>
    /// SQLite, in one file, written ahead and to the disk itself with each step. Several programs of one machine may share it; not a folder on the network. Copy it only with its
    /// <c>-wal</c> file, or by <c>VACUUM INTO</c>.
    /// </summary>
    /// <param name="path">The file; made when it does not exist.</param>
    /// <param name="timeProvider">The clock of leases; left <see langword="null"/>, the system's.</param>
    /// <returns>The store; <see cref="FalBatches.OpenAsync(IFalBatchStore, FalClient, FalBatchWorkerOptions?, CancellationToken)"/> opens it.</returns>
    public static IFalBatchStore Sqlite(string path, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SqlBatchStore(new SqliteDialect(Path.GetFullPath(path), timeProvider ?? TimeProvider.System));
    }
}
