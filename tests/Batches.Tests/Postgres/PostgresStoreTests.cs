using System.Data.Common;
using Batches.Tests.Store;
using KlingGen.Batches;
using KlingGen.TestKit;
using Npgsql;

namespace Batches.Tests.Postgres;

/// <summary>The contract on a real server, each test in a schema of its own.</summary>
public sealed class PostgresStoreTests : AnswerContract
{
    private readonly string _schema = $"kg \"{Guid.NewGuid():N}";
    private TimeSpan _ahead;
    private PostgresCluster? _cluster;

    internal override async Task<SqlBatchStore> NewStoreAsync()
    {
        PostgresCluster.SkipWithout();
        _cluster = await PostgresCluster.Shared;
        return new SqlBatchStore(new PostgreSqlDialect(PostgreSqlSource.Of(_cluster.ConnectionString), owned: true, _schema) { Ahead = () => _ahead });
    }

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_cluster!.ConnectionString);
        await connection.OpenAsync(Stop);
        return connection;
    }

    protected override void Advance(TimeSpan time) => _ahead += time;

    protected override ValueTask DropAsync() => ValueTask.CompletedTask;
}
