using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen.Batches;
using KlingGen.TestKit;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Crashes;

/// <summary>The database crashes and comes back while three workers are at work.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_database_that_is_restarted_loses_nothing_and_nothing_is_bought_twice()
    {
        const int Jobs = 400, Restarts = 5, Workers = 3;
        PostgresCluster.SkipWithout();
        using PostgresCluster cluster = await PostgresCluster.StartAsync();
        await using var database = new PostgresSchema(cluster.ConnectionString);
        await using Team team = await Team.StartAsync(submitTime: TimeSpan.FromMilliseconds(20));
        for (int worker = 0; worker < Workers; worker++)
            await team.AddAsync(database.NewStore());
        FalBatch batch = await team.CreateAsync(Jobs, new() { Id = "restarted", Budget = Jobs * 0.028m, CostPerJob = 0.028m });
        Task<List<FalBatchEvent>> following = Team.FollowAsync(batch);
        for (int restart = 1; restart <= Restarts; restart++)
        {
            // Spread over the batch: when so many submits have arrived.
            int target = restart * Jobs / (Restarts + 2);
            await HangGuard.Within(team.Emulator.Journal.WaitForAsync(_ => team.Emulator.Journal.Of(Op.Submit).Count >= target, Rig.Stop), "the batch");
            await cluster.RestartAsync();
        }

        List<FalBatchEvent> events = await following;
        await team.StopAsync();
        await using SqlBatchStore book = database.NewStore();
        await book.OpenAsync(Rig.Stop);
        FalBatchStatus status = await Reckoning.CheckAsync(team.Emulator, book, "restarted", Restarts * Workers * Team.SubmitsOfWorker);
        output.WriteLine($"{Jobs} jobs, {Restarts} restarts of the database: completed {status.Completed}, unknown {status.Unknown}; bought {team.Emulator.Bought().Count}");
        // Whoever follows has missed nothing and seen nothing twice, whatever came between.
        Assert.Equal(Enumerable.Range(1, (int)status.Completed).Select(static number => (long)number), events.Select(static done => done.Sequence));
    }
}
