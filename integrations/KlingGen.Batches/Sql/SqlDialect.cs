namespace KlingGen.Batches;

/// <summary>What differs between the databases. The statements themselves are the same.</summary>
internal abstract class SqlDialect : IAsyncDisposable
{
    /// <summary>Appended to a select whose rows are about to be changed.</summary>
    public abstract string Lock { get; }

    /// <summary>As <see cref="Lock"/>, without waiting for rows that others hold.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>The type of a key that the database counts up by itself.</summary>
    public abstract string Identity { get; }

    /// <summary>Appended to a table that is kept in the order of its primary key, where the database can.</summary>
    public abstract string Clustered { get; }

    /// <summary>The clock of leases, in milliseconds since 1970.</summary>
    public abstract Task<long> NowAsync(SqlSession session);

    /// <summary>Makes the exception for users of an exception of the driver; null where it is none.</summary>
    public abstract FalBatchStoreException? Translate(Exception error);

    /// <summary>A connection for a transaction that writes, with the transaction begun; only one at a time where the database has but one writer.</summary>
    public abstract Task<SqlSession> BeginAsync(CancellationToken cancellationToken);

    /// <summary>A connection that reads a state that is whole, without holding writers back.</summary>
    public abstract Task<SqlSession> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Prepares the database itself, before there are tables.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Replaces the words in braces that differ.</summary>
    public string Adapt(string sql) => sql
        .Replace("{lock}", Lock, StringComparison.Ordinal).Replace("{skip}", SkipLocked, StringComparison.Ordinal)
        .Replace("{identity}", Identity, StringComparison.Ordinal).Replace("{clustered}", Clustered, StringComparison.Ordinal);
}
