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

    /// <summary>Appended to a small table whose rows are changed all the time.</summary>
    public abstract string Hot { get; }

    /// <summary>The type of a text that is a key: compared byte by byte.</summary>
    public abstract string Name { get; }

    /// <summary>The clock of leases, in milliseconds since 1970.</summary>
    public abstract Task<long> NowAsync(SqlSession session);

    /// <summary>Makes the exception for users of an exception of the driver; null where it is none.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="committing">Whether the commit was under way.</param>
    public abstract FalBatchStoreException? Translate(Exception error, bool committing);

    /// <summary>Whether the same transaction may go through at once, on another connection: nothing of it was stored, for certain.</summary>
    public virtual bool MayRepeat(Exception error, bool committing) => false;

    /// <summary>The form in which the driver takes a value.</summary>
    public virtual object? Value(object? value) => value;

    /// <summary>Whether the table that has the version is there.</summary>
    public abstract Task<bool> HasTablesAsync(SqlSession session);

    /// <summary>Keeps other programs from migrating at the same time, until the transaction ends; and makes the place of the tables.</summary>
    public abstract Task BeginMigrationAsync(SqlSession session);

    /// <summary>A connection for a transaction that writes, with the transaction begun; only one at a time where the database has but one writer.</summary>
    public abstract Task<SqlSession> BeginAsync(CancellationToken cancellationToken);

    /// <summary>A connection that reads a state that is whole, without holding writers back.</summary>
    public abstract Task<SqlSession> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Prepares the database itself, before there are tables.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Replaces the words in braces that differ.</summary>
    public virtual string Adapt(string sql) => sql
        .Replace("{lock}", Lock, StringComparison.Ordinal).Replace("{skip}", SkipLocked, StringComparison.Ordinal)
        .Replace("{identity}", Identity, StringComparison.Ordinal).Replace("{clustered}", Clustered, StringComparison.Ordinal)
        .Replace("{hot}", Hot, StringComparison.Ordinal).Replace("{name}", Name, StringComparison.Ordinal);
}
