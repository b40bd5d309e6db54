using Microsoft.Data.Sqlite;

namespace KlingGen.Batches;

/// <summary>SQLite: one file, one writer at a time, readers beside it.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lane _writer;
    private readonly Lane _reader;

    public SqliteDialect(string path, TimeProvider time)
    {
        (_path, _time) = (path, time);
        _writer = new Lane(this);
        _reader = new Lane(this);
    }

    /// <summary>Said to each connection when it opens; for tests that make the disk full.</summary>
    internal string? ExtraPragma { get; init; }

    /// <summary>The transaction itself keeps other writers away.</summary>
    public override string Lock => string.Empty;

    public override string SkipLocked => string.Empty;

    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string Clustered => "WITHOUT ROWID";

    public override string Hot => string.Empty;

    public override string Name => "TEXT";

    public override Task<long> NowAsync(SqlSession session) => Task.FromResult(_time.GetUtcNow().ToUnixTimeMilliseconds());

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using (await _writer.EnterAsync(cancellationToken).ConfigureAwait(false))
        {
            // Kept in the file: readers and the writer do not wait for each other.
            await SayAsync(await _writer.ConnectionAsync(cancellationToken).ConfigureAwait(false), "PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
        }
    }

    public override async Task<SqlSession> BeginAsync(CancellationToken cancellationToken)
    {
        IDisposable turn = await _writer.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteConnection connection = await _writer.ConnectionAsync(cancellationToken).ConfigureAwait(false);
            // BEGIN IMMEDIATE: whoever reads first and writes then cannot find that another was faster.
            SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            return new SqlSession(this, connection, transaction, () => End(turn), cancellationToken);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override async Task<SqlSession> ReadAsync(CancellationToken cancellationToken)
    {
        IDisposable turn = await _reader.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SqliteConnection connection = await _reader.ConnectionAsync(cancellationToken).ConfigureAwait(false);
            SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
            return new SqlSession(this, connection, transaction, () => End(turn), cancellationToken);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override FalBatchStoreException? Translate(Exception error, bool committing) => error is SqliteException sqlite ? SqliteErrors.Translate(sqlite, _path) : null;

    public override async Task<bool> HasTablesAsync(SqlSession session) =>
        await session.NumberAsync("SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'kg_meta'").ConfigureAwait(false) > 0;

    /// <summary>The transaction is the only one that writes.</summary>
    public override Task BeginMigrationAsync(SqlSession session) => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ValueTask End(IDisposable turn)
    {
        turn.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 60 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            // FULL: what was committed survives a power cut. The wait for another process is SQLite's own, which looks again within milliseconds.
            await SayAsync(connection, "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000; PRAGMA temp_store = MEMORY;" + ExtraPragma, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task SayAsync(SqliteConnection connection, string pragma, CancellationToken cancellationToken)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants.
        command.CommandText = pragma;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One connection that is used by one at a time.</summary>
    private sealed class Lane(SqliteDialect dialect) : IDisposable
    {
        private readonly SemaphoreSlim _free = new(1);
        private SqliteConnection? _connection;

        public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new Turn(_free);
        }

        public async Task<SqliteConnection> ConnectionAsync(CancellationToken cancellationToken) =>
            _connection ??= await dialect.OpenAsync(cancellationToken).ConfigureAwait(false);

        public void Dispose()
        {
            _connection?.Dispose();
            _free.Dispose();
        }
    }

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
    }
}
