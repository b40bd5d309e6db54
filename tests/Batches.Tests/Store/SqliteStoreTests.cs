using System.Data.Common;
using KlingGen.Batches;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Batches.Tests.Store;

/// <summary>The contract on SQLite, in a file.</summary>
public sealed class SqliteStoreTests : AnswerContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("klinggen-batches-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 14, 15, 0, 0, TimeSpan.Zero));

    internal override Task<SqlBatchStore> NewStoreAsync() => Task.FromResult(new SqlBatchStore(new SqliteDialect(Path.Combine(_folder.FullName, "batches.db"), _time)));

    protected override async Task<DbConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "batches.db")};Pooling=False");
        await connection.OpenAsync(Stop);
        return connection;
    }

    protected override void Advance(TimeSpan time) => _time.Advance(time);

    protected override ValueTask DropAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
