using System.Text;
using System.Text.Json;
using Batches.Tests.Fal.KlingImageV3TextToImage;
using KlingGen.Batches;
using KlingGen.Emulator;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Running;

/// <summary>Whole batches on the emulator, over a real socket.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public async Task A_batch_of_typed_inputs_is_imported_sent_fetched_and_its_files_are_saved()
    {
        await using Rig rig = await Rig.StartAsync();
        string folder = Path.Combine(rig.Folder, "files");
        KlingImageV3TextToImageInput[] inputs = [.. Enumerable.Range(1, 12).Select(static number => new KlingImageV3TextToImageInput { Prompt = $"picture {number}", NumImages = number == 3 ? 2 : null })];
        FalBatch batch = await rig.Batches.CreateAsync(rig.Fal.KlingImageV3TextToImage(), inputs, new() { Name = "Pictures", Budget = 1m, CostPerJob = 0.1m, DownloadFolder = folder }, Rig.Stop);
        FalBatchStatus status = await rig.DriveAsync(batch);

        Assert.Equal((12, 12, 0, true), (status.Total, status.Downloaded, status.Unknown, status.IsFinished));
        Assert.Equal((0m, 13 * 0.028m), (status.Reserved, status.Spent));
        rig.AssertBoughtOnce(12);
        List<FalBatchEvent> events = await FollowAsync(batch);
        Assert.Equal(Enumerable.Range(1, 12).Select(static number => (long)number), events.Select(static done => done.Sequence));
        Assert.All(events, done => Assert.Equal(done.Job.Number == 3 ? 2 : 1, done.Job.Files.Count));
        Assert.All(events.SelectMany(static done => done.Job.Files), static file => Assert.True(new FileInfo(file).Length > 0));
        Assert.Equal(13, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);

        using var export = new MemoryStream();
        Assert.Equal(12, await batch.ExportAsync(export, Rig.Stop));
        JsonElement[] lines = [.. Encoding.UTF8.GetString(export.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Enumerable.Range(1, 12), lines.Select(static line => line.GetProperty("number").GetInt32()));
        Assert.Equal("picture 3", lines[2].GetProperty("input").GetProperty("prompt").GetString());
        Assert.Equal(2, lines[2].GetProperty("result").GetProperty("images").GetArrayLength());
        Assert.Equal("Downloaded", lines[2].GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_budget_is_never_passed_and_a_larger_one_lets_the_batch_go_on()
    {
        await using Rig rig = await Rig.StartAsync();
        FalBatch batch = await rig.CreateAsync(20, new() { Budget = 0.2m, CostPerJob = 0.028m });
        FalBatchStatus status = await rig.DriveAsync(batch);
        Assert.Equal((7, 13, true, true, false), (status.Completed, status.Planned, status.IsOutOfBudget, status.IsIdle, status.IsFinished));
        Assert.Equal(7, (await FollowAsync(batch)).Count);
        rig.AssertBoughtOnce(7);
        Assert.True(rig.Emulator.Billing.Total <= 0.2m);

        await batch.SetBudgetAsync(0.3m, Rig.Stop);
        status = await rig.DriveAsync(batch);
        Assert.Equal((10, true), (status.Completed, status.IsIdle));
        Assert.True(rig.Emulator.Billing.Total <= 0.3m);
    }

    [Fact]
    public async Task Limits_hold_at_the_service_itself()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxInFlight = 3 }, static emulated => emulated.Timing = new FalEmulatorTiming { QueueTime = TimeSpan.FromDays(1), RunTime = TimeSpan.Zero });
        FalBatch batch = await rig.CreateAsync(20, new() { MaxInFlight = 5 });
        for (int round = 0; round < 5; round++)
            await rig.Worker.RunOnceAsync(Rig.Stop);
        Assert.Equal(3, rig.Emulator.Journal.Count(Op.Submit));
        Assert.Equal(3, (await batch.GetStatusAsync(Rig.Stop)).Submitted);
    }

    [Fact]
    public async Task A_batch_goes_on_in_another_program_and_its_events_in_their_order()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxInFlight = 4 });
        FalBatch batch = await rig.CreateAsync(15);
        FalBatchStatus half = await rig.DriveAsync(batch, static status => status.Completed >= 6);
        List<FalBatchEvent> first = [.. await rig.Store.ReadEventsAsync(batch.Id, 0, 1000, Rig.Stop)];
        await rig.RestartAsync();
        batch = await rig.Batches.OpenAsync(batch.Id, Rig.Stop);
        await rig.DriveAsync(batch);
        List<FalBatchEvent> rest = await FollowAsync(batch, half.LastSequence);
        List<FalBatchEvent> all = await FollowAsync(batch);
        Assert.Equal(all.Select(static done => (done.Sequence, done.Job.Number)), first.Concat(rest).Select(static done => (done.Sequence, done.Job.Number)));
        Assert.Equal(15, all.Select(static done => done.Job.Number).Distinct().Count());
        rig.AssertBoughtOnce(15);
        Assert.Equal([batch.Id], await ListAsync(rig));
    }

    [Fact]
    public async Task The_worker_runs_by_itself_and_ends_when_it_is_asked_to()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { IdlePause = TimeSpan.FromMilliseconds(5), Polls = new FalBatchPollSchedule(TimeSpan.Zero, TimeSpan.Zero) });
        FalBatch batch = await rig.CreateAsync(30);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Rig.Stop);
        Task work = rig.Worker.RunAsync(stop.Token);
        Assert.Equal(30, (await FollowAsync(batch)).Count);
        await stop.CancelAsync();
        await work;
        rig.AssertBoughtOnce(30);
    }

    [Fact]
    public async Task Paused_resumed_cancelled_and_failed_jobs_retried()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxInFlight = 2 });
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Failure, ErrorType = "internal_error", Times = 2 });
        FalBatch batch = await rig.CreateAsync(10);
        await rig.DriveAsync(batch, static status => status.Completed + status.Failed >= 4);
        Assert.True(await batch.PauseAsync(Rig.Stop));
        FalBatchStatus status = await rig.DriveAsync(batch);
        Assert.Equal((FalBatchState.Paused, 2, true), (status.State, status.Failed, status.IsIdle));
        Assert.All((await FollowAsync(batch)).Where(static done => done.Job.State == FalBatchJobState.Failed), static done => Assert.Equal("internal_error", done.Job.ErrorType));
        Assert.Equal(2, await batch.RetryFailedAsync(cancellationToken: Rig.Stop));
        Assert.True(await batch.ResumeAsync(Rig.Stop));
        await rig.DriveAsync(batch, static status => status.Completed >= 6);
        await batch.CancelAsync(Rig.Stop);
        status = await rig.DriveAsync(batch);
        Assert.Equal((0, 0, 10), (status.Planned, status.Failed, status.Completed + status.Cancelled));
        Assert.Equal(10, (await FollowAsync(batch)).Count);
        Assert.False(await batch.ResumeAsync(Rig.Stop));
    }

    internal static async Task<List<FalBatchEvent>> FollowAsync(FalBatch batch, long after = 0)
    {
        var events = new List<FalBatchEvent>();
        await foreach (FalBatchEvent done in batch.FollowAsync(after, Rig.Stop))
            events.Add(done);
        return events;
    }

    private static async Task<List<string>> ListAsync(Rig rig)
    {
        var ids = new List<string>();
        await foreach (FalBatchStatus batch in rig.Batches.ListAsync(Rig.Stop))
            ids.Add(batch.Id);
        return ids;
    }
}
