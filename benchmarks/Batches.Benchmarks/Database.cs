using System.Data.Common;
using KlingGen.Batches;
using KlingGen.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Batches.Benchmarks;

/// <summary>An empty database that waits for the disk with each commit, as in production.</summary>
internal sealed class Database : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kg-bench-");
    private readonly PostgresCluster? _cluster;

    private Database(PostgresCluster? cluster) => _cluster = cluster;

    public string Name => _cluster is null ? "SQLite" : "PostgreSQL";

    public bool IsPostgres => _cluster is not null;

    public PostgresCluster Cluster => _cluster!;

    /// <summary>How another process opens it.</summary>
    public string Address => _cluster?.ConnectionString ?? File;

    public string Lock => IsPostgres ? " FOR UPDATE" : string.Empty;

    public string SkipLocked => IsPostgres ? " FOR UPDATE SKIP LOCKED" : string.Empty;

    private string File => Path.Combine(_folder.FullName, "batches.db");

    public static async IAsyncEnumerable<Database> BothAsync()
    {
        using (var file = new Database(null))
            yield return file;
        if (PostgresCluster.Programs is null)
        {
            Console.WriteLine("There is no PostgreSQL here.");
            yield break;
        }

        using Database server = await PostgresAsync();
        yield return server;
    }

    public static async Task<Database> PostgresAsync() => new(await PostgresCluster.StartAsync("fsync=on", "shared_buffers=512MB"));

    public static IFalBatchStore Open(string address) => address.StartsWith("Host=", StringComparison.Ordinal) ? FalBatchStores.PostgreSql(address) : FalBatchStores.Sqlite(address);

    public async Task<SqlBatchStore> OpenAsync()
    {
        var store = (SqlBatchStore)Open(Address);
        await store.OpenAsync();
        return store;
    }

    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(Address) : new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        if (!IsPostgres)
        {
            using DbCommand pragma = connection.CreateCommand();
            pragma.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 30000";
            await pragma.ExecuteNonQueryAsync();
        }

        return connection;
    }

    /// <summary>What its tables and indexes take on disk.</summary>
    public async Task<long> BytesAsync()
    {
        if (!IsPostgres)
        {
            await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            return new FileInfo(File).Length;
        }

        await ExecuteAsync("VACUUM ANALYZE");
        using DbConnection connection = await ConnectAsync();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(SUM(pg_total_relation_size(oid)) AS BIGINT) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'kg@_%' ESCAPE '@'";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        _cluster?.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ExecuteAsync(string sql)
    {
        using DbConnection connection = await ConnectAsync();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
