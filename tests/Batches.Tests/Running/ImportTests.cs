using Batches.Tests.Fal.KlingImageV3TextToImage;
using Batches.Tests.Store;
using KlingGen;
using KlingGen.Batches;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Running;

/// <summary>Inputs: good, bad, interrupted; and the container.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task Bad_lines_fail_with_their_place_and_cost_nothing()
    {
        await using Rig rig = await Rig.StartAsync();
        using var lines = new StringReader("""
            {"prompt":"good"}

            {"prompt":"too many","num_images":99}
            not JSON
            ["prompt"]
            {}
              {"prompt":"good too"}
            """);
        FalBatch batch = await rig.Batches.CreateAsync(FalBatchEndpoint.Of(rig.Fal.KlingImageV3TextToImage()), lines, new() { Budget = 1m, CostPerJob = 0.1m }, Rig.Stop);
        FalBatchStatus status = await rig.DriveAsync(batch);
        Assert.Equal((6, 2, 4, 2 * 0.028m), (status.Total, status.Completed, status.Failed, status.Spent));
        Dictionary<long, FalBatchJob> jobs = (await EndToEndTests.FollowAsync(batch)).ToDictionary(static done => done.Job.Number, static done => done.Job);
        Assert.Contains("line 2: ", jobs[2].Error, StringComparison.Ordinal);
        Assert.Contains("NumImages", jobs[2].Error, StringComparison.Ordinal);
        Assert.StartsWith("line 3: it cannot be read", jobs[3].Error, StringComparison.Ordinal);
        Assert.StartsWith("line 4: ", jobs[4].Error, StringComparison.Ordinal);
        Assert.Contains("rompt", jobs[5].Error, StringComparison.Ordinal);
        Assert.Equal([FalBatchJobState.Completed, FalBatchJobState.Completed], [jobs[1].State, jobs[6].State]);
        Assert.Equal(2, rig.Emulator.Journal.Count(Op.Submit));
        Assert.Equal(0, await batch.RetryFailedAsync(cancellationToken: Rig.Stop));
    }

    [Fact]
    public async Task An_import_that_breaks_off_sends_nothing_and_is_continued_by_its_id()
    {
        await using Rig rig = await Rig.StartAsync();
        var options = new FalBatchOptions { Id = "orders-2026-03" };
        await Assert.ThrowsAsync<IOException>(() => rig.Batches.CreateAsync(rig.Fal.Endpoint(Rig.Kling), Broken(700), options, Rig.Stop));
        FalBatch batch = await rig.Batches.OpenAsync("orders-2026-03", Rig.Stop);
        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((FalBatchState.Importing, 500), (status.State, status.Total));
        await rig.Worker.RunOnceAsync(Rig.Stop);
        rig.Emulator.Journal.AssertNothingSubmitted();

        await rig.Batches.CreateAsync(rig.Fal.Endpoint(Rig.Kling), Rig.Prompts(720), options, Rig.Stop);
        status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((FalBatchState.Running, 720, 720), (status.State, status.Total, status.Planned));
        await rig.Batches.CreateAsync(rig.Fal.Endpoint(Rig.Kling), Rig.Prompts(720), options, Rig.Stop);
        Assert.Equal(720, (await batch.GetStatusAsync(Rig.Stop)).Total);
        Assert.Equal("""{"prompt":"501"}""", (await rig.Store.ReadJobsAsync(batch.Id, null, 500, 1, Rig.Stop))[0].Input);
    }

    [Fact]
    public async Task A_budget_needs_to_know_what_a_job_costs_and_ids_are_checked()
    {
        await using Rig rig = await Rig.StartAsync();
        FalEndpoint<FalJson, FalJson> unpriced = rig.Fal.Endpoint("fal-ai/unpriced");
        rig.Emulator.Faults.Add(new KlingGen.Emulator.FalFault { Operation = Op.Pricing, Kind = KlingGen.Emulator.FalFaultKind.Status, StatusCode = 404 });
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => rig.Batches.CreateAsync(unpriced, Rig.Prompts(1), new() { Budget = 1m }, Rig.Stop));
        Assert.Contains("Set FalBatchOptions.CostPerJob", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => rig.CreateAsync(1, new() { Id = "a/b" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.CreateAsync(1, new() { MaxInFlight = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.CreateAsync(1, new() { Budget = -1 }));
        FalBatchStoreException missing = await Assert.ThrowsAsync<FalBatchStoreException>(() => rig.Batches.OpenAsync("nowhere", Rig.Stop));
        Assert.Contains("There is no batch nowhere", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cost_of_typed_inputs_is_estimated_one_by_one()
    {
        await using Rig rig = await Rig.StartAsync();
        KlingImageV3TextToImageInput[] inputs = [new() { Prompt = "one", NumImages = 1 }, new() { Prompt = "four", NumImages = 4 }, new() { Prompt = "two", NumImages = 2 }];
        FalBatch batch = await rig.Batches.CreateAsync(rig.Fal.KlingImageV3TextToImage(), inputs, new() { Budget = 0.1m }, Rig.Stop);
        Assert.Equal([1, 3], (await rig.Worker.LeaseAsync(10, Rig.Stop)).Select(static job => job.Number));
        Assert.Equal(3 * 0.028m, (await batch.GetStatusAsync(Rig.Stop)).Reserved);
    }

    [Fact]
    public void Options_of_a_worker_are_checked()
    {
        Assert.Throws<ArgumentException>(static () => new FalBatchWorkerOptions { MaxSubmits = 0 }.Check());
        Assert.Throws<ArgumentException>(static () => new FalBatchWorkerOptions { Lease = TimeSpan.Zero }.Check());
        Assert.Throws<ArgumentException>(static () => new FalBatchWorkerOptions { WebhookUrl = new("https://shop.example/hook") }.Check());
        Assert.Throws<ArgumentException>(static () => new FalBatchWorkerOptions { Account = "" }.Check());
        new FalBatchWorkerOptions().Check();
    }

    [Theory]
    [InlineData("b.1.2", "b", 1, 2)]
    [InlineData("a.b-c.17.3", "a.b-c", 17, 3)]
    public void Ids_of_attempts_are_read_as_they_are_written(string text, string batch, long number, long fence)
    {
        var key = new FalBatchJobKey(batch, number, fence);
        Assert.Equal(text, key.ToClientJobId());
        Assert.True(FalBatchJobKey.TryParse(text, out FalBatchJobKey read));
        Assert.Equal(key, read);
        foreach (string wrong in (string[])["", "b", "b.1", ".1.2", "b.x.2", "b.1.", "b.-1.2", "b.1.2 "])
            Assert.False(FalBatchJobKey.TryParse(wrong, out _), wrong);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("connection string")]
    [InlineData("data source")]
    public async Task In_a_container_the_worker_runs_with_the_host(string store)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(store == "SQLite" ? TestDatabase.Sqlite : TestDatabase.Postgres);
        await using Rig rig = await Rig.StartAsync();
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Configuration["Fal:EmulatorAddress"] = rig.Emulator.Address.AbsoluteUri;
        builder.Services.AddFal(builder.Configuration.GetSection("Fal"))
            .AddFalBatches(batches => Use(batches, database, store == "data source").ConfigureWorker(static worker => worker with { IdlePause = TimeSpan.FromMilliseconds(5), Polls = new(TimeSpan.Zero, TimeSpan.Zero) }));
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(database is PostgresSchema schema ? schema.ConnectionString : "Host=none"));
        await using WebApplication app = builder.Build();
        await app.StartAsync(Rig.Stop);
        FalBatches hosted = app.Services.GetRequiredService<FalBatches>();
        FalBatch batch = await hosted.CreateAsync(app.Services.GetRequiredService<FalClient>().Endpoint(Rig.Kling), Rig.Prompts(5), null, Rig.Stop);
        Assert.Equal(5, (await EndToEndTests.FollowAsync(batch)).Count);
        await app.StopAsync(Rig.Stop);
        Assert.True((await batch.GetStatusAsync(Rig.Stop)).IsFinished);
        rig.AssertBoughtOnce(5);
    }

    private static FalBatchesBuilder Use(FalBatchesBuilder batches, TestDatabase database, bool source) => database switch
    {
        PostgresSchema schema when source => batches.UsePostgres(static services => services.GetRequiredService<NpgsqlDataSource>(), schema.Schema),
        PostgresSchema schema => batches.UsePostgres(schema.ConnectionString, schema.Schema),
        _ => batches.UseSqlite(database.Address),
    };

    private static IEnumerable<FalJson> Broken(int after)
    {
        foreach (FalJson input in Rig.Prompts(after))
            yield return input;
        throw new IOException("the file is gone");
    }
}
