using System.Data.Common;
using KlingGen.Batches;
using KlingGen.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Batches.Tests.Store;

/// <summary>An empty database of a test, of either kind, whose clock of leases the test puts forward.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    /// <summary>How another program opens it: the store of <c>Batches.Host</c>.</summary>
    public abstract string Address { get; }

    public static async Task<TestDatabase> CreateAsync(string kind)
    {
        if (kind == Sqlite)
            return new SqliteFile();
        PostgresCluster.SkipWithout();
        return new PostgresSchema((await PostgresCluster.Shared).ConnectionString);
    }

    /// <summary>The store of one program; there may be several.</summary>
    public abstract SqlBatchStore NewStore();

    /// <summary>A connection of somebody else.</summary>
    public abstract Task<DbConnection> ConnectAsync();

    public abstract void Advance(TimeSpan time);

    public abstract ValueTask DisposeAsync();
}

internal sealed class SqliteFile : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("klinggen-batches-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    /// <summary>For tests that play no power cut: the disk need not be waited for.</summary>
    public string? Pragma { get; init; }

    public override string Address => Path.Combine(_folder.FullName, "batches.db");

    /// <summary>Another clock than the one that the test puts forward.</summary>
    public TimeProvider? Clock { get; init; }

    public override SqlBatchStore NewStore() => new(new SqliteDialect(Address, Clock ?? _time) { ExtraPragma = Pragma });

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Address};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public override void Advance(TimeSpan time) => _time.Advance(time);

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A schema of its own in a server; the name has what names may have.</summary>
internal sealed class PostgresSchema(string connectionString) : TestDatabase
{
    private long _ahead;

    public string Schema { get; } = $"kg \"{Guid.NewGuid():N}";

    public string ConnectionString => connectionString;

    public override string Address => $"{Schema}@{connectionString}";

    /// <summary>What <see cref="PostgreSqlDialect.LongestSilence"/> is for its stores.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(1);

    public override SqlBatchStore NewStore() => NewStore(connectionString);

    public SqlBatchStore NewStore(string connection) => new(new PostgreSqlDialect(PostgreSqlSource.Of(connection), owned: true, Schema) { Ahead = () => TimeSpan.FromTicks(Interlocked.Read(ref _ahead)), LongestSilence = LongestSilence });

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    public override void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);

    public override async ValueTask DisposeAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync();
        }
        catch (NpgsqlException)
        {
            // The server is gone, and the schema with it; what happened is said elsewhere.
            return;
        }

        await using var drop = new NpgsqlCommand($"DROP SCHEMA IF EXISTS \"{Schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\" CASCADE", connection);
        await drop.ExecuteNonQueryAsync();
    }
}
