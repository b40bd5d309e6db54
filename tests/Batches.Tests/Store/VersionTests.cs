using Batches.Tests.Crashes;
using Batches.Tests.Running;
using KlingGen.Batches;
using KlingGen.TestKit;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Store;

/// <summary>A deployment: workers of two versions on one database.</summary>
public sealed class VersionTests
{
    /// <summary>What a next version might add: a column, an index, a table.</summary>
    private static readonly string[] Next =
        ["ALTER TABLE kg_job ADD COLUMN comment TEXT DEFAULT 'none'", "CREATE INDEX kg_job_comment ON kg_job (comment)", "CREATE TABLE kg_meta_next (name TEXT NOT NULL)"];

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres)]
    public async Task A_worker_goes_on_after_a_newer_one_has_migrated_and_both_work_on_the_batch(string kind)
    {
        const int Jobs = 150;
        await using TestDatabase database = kind == TestDatabase.Sqlite ? new SqliteFile { Clock = TimeProvider.System } : await TestDatabase.CreateAsync(kind);
        await using Team team = await Team.StartAsync(submitTime: TimeSpan.FromMilliseconds(10));
        await team.AddAsync(database.NewStore());
        FalBatch batch = await team.CreateAsync(Jobs, new() { Id = "deployed" });
        Task<List<FalBatchEvent>> following = Team.FollowAsync(batch);
        await HangGuard.Within(team.Emulator.Journal.WaitForAsync(_ => team.Emulator.Journal.Of(Op.Submit).Count >= Jobs / 5, Rig.Stop), "the batch");

        SqlBatchStore newer = database.NewStore();
        newer.Schema = (SqlSchema.Version + 1, SqlSchema.Oldest, [.. SqlSchema.Steps, Next]);
        await team.AddAsync(newer);
        int then = team.Emulator.Journal.Of(Op.Submit).Count;
        // A third of the old version starts after the migration.
        await team.AddAsync(database.NewStore());
        Assert.InRange(then, 1, Jobs - 1);
        Assert.Equal(Jobs, (await following).Count);
        await team.StopAsync();
        await using SqlBatchStore book = database.NewStore();
        await book.OpenAsync(Rig.Stop);
        await Reckoning.CheckAsync(team.Emulator, book, "deployed", maxUnknown: 0);
        await using SqlSession session = await book.Dialect.ReadAsync(Rig.Stop);
        Assert.Equal(SqlSchema.Version + 1, await session.NumberAsync("SELECT value FROM kg_meta WHERE name = 'version'"));
    }
}
