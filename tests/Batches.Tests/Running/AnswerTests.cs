using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Running;

/// <summary>What a submit can come to: sent once, whatever happens; bought, not bought, or unknown.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData(FalFaultKind.NothingReset, 0)]
    [InlineData(FalFaultKind.NothingFin, 0)]
    [InlineData(FalFaultKind.HtmlPage, 0)]
    [InlineData(FalFaultKind.HalfReset, 2)]
    [InlineData(FalFaultKind.HeadersReset, 2)]
    [InlineData(FalFaultKind.UnreadableEmpty, 2)]
    public async Task A_lost_answer_leaves_the_job_unknown_and_only_the_service_heals_it(FalFaultKind kind, int healed)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = kind, Times = 2 });
        FalBatch batch = await rig.CreateAsync(6, new() { Budget = 10m, CostPerJob = 0.5m });
        FalBatchStatus status = await rig.DriveAsync(batch);
        Assert.Equal((4 + healed, 2 - healed, (2 - healed) * 0.5m), (status.Completed, status.Unknown, status.Reserved));
        rig.AssertBoughtOnce(6);
        Assert.Equal(6, rig.Emulator.Journal.Count(Op.Submit));

        // Days later, nothing has been sent again.
        rig.Time.Advance(TimeSpan.FromDays(3));
        await rig.DriveAsync(batch);
        Assert.Equal(6, rig.Emulator.Journal.Count(Op.Submit));
        if (healed > 0)
            return;
        long[] unknown = [.. (await JobsAsync(batch, FalBatchJobState.Unknown)).Select(static job => job.Number)];
        Assert.Equal(2, await batch.RetryUnknownAsync(unknown, cancellationToken: Rig.Stop));
        status = await rig.DriveAsync(batch);
        Assert.Equal((6, 0, 0m), (status.Completed, status.Unknown, status.Reserved));
        Assert.Equal((6 * 0.028m) + 1m, status.Spent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_error_at_submit_is_unknown_whether_or_not_there_is_a_job(bool takesEffect)
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Status, StatusCode = 500, TakesEffect = takesEffect, Times = 1 });
        FalBatch batch = await rig.CreateAsync(3);
        FalBatchStatus status = await rig.DriveAsync(batch);
        // Its header names the request; where that is a job, the poll finds it.
        Assert.Equal(takesEffect ? (3, 0) : (2, 1), (status.Completed, status.Unknown));
        Assert.Equal(3, rig.Emulator.Journal.Count(Op.Submit));
    }

    [Fact]
    public async Task Too_many_requests_are_one_post_each_and_every_job_is_bought_once_in_the_end()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxInFlight = 8, MaxSubmits = 4 });
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Status, StatusCode = 429, RetryAfter = "7", After = 3, Times = 3 });
        FalBatch batch = await rig.CreateAsync(30);
        DateTimeOffset before = rig.Time.GetUtcNow();
        await rig.Worker.RunOnceAsync(Rig.Stop);
        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal(before + TimeSpan.FromSeconds(7), status.Hold!.Until, TimeSpan.FromSeconds(1));
        Assert.Equal(0, status.Leased + status.Submitting + status.Unknown);
        int sent = rig.Emulator.Journal.Count(Op.Submit);
        Assert.InRange(sent, 4, 7);
        await rig.Worker.RunOnceAsync(Rig.Stop);
        Assert.Equal(sent, rig.Emulator.Journal.Count(Op.Submit));

        status = await rig.DriveAsync(batch);
        Assert.Equal((30, 0), (status.Completed, status.Failed));
        Assert.Equal(33, rig.Emulator.Journal.Count(Op.Submit));
        rig.AssertBoughtOnce(30);
    }

    [Fact]
    public async Task A_refused_account_holds_all_its_batches_and_no_job_fails()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxSubmits = 2 });
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Status, StatusCode = 403, Body = """{"detail":"User is locked. Reason: Exhausted balance."}""", Times = 2 });
        FalBatch batch = await rig.CreateAsync(10);
        await rig.Worker.RunOnceAsync(Rig.Stop);
        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((10, 0), (status.Planned, status.Failed));
        Assert.Contains("Exhausted balance", status.Hold!.Reason, StringComparison.Ordinal);
        status = await rig.DriveAsync(batch);
        Assert.Equal((10, 0), (status.Completed, status.Failed));
    }

    [Fact]
    public async Task An_unknown_endpoint_pauses_the_batch_and_a_refused_input_fails_alone()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxSubmits = 1 });
        FalBatch nowhere = await rig.Batches.CreateAsync(rig.Fal.Endpoint("fal-ai/nowhere"), Rig.Prompts(5), null, Rig.Stop);
        FalBatchStatus status = await rig.DriveAsync(nowhere);
        Assert.Equal((FalBatchState.Paused, 5, 0), (status.State, status.Planned, status.Failed));
        Assert.Contains("fal-ai/nowhere", status.PauseReason, StringComparison.Ordinal);
        await nowhere.CancelAsync(Rig.Stop);

        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Status, StatusCode = 413, Times = 1 });
        FalBatch batch = await rig.CreateAsync(5, new() { Budget = 1m, CostPerJob = 0.1m });
        status = await rig.DriveAsync(batch);
        Assert.Equal((4, 1, 0m, 4 * 0.028m), (status.Completed, status.Failed, status.Reserved, status.Spent));
    }

    [Fact]
    public async Task A_service_that_is_not_reached_costs_nothing_and_loses_nothing()
    {
        await using Rig rig = await Rig.StartAsync();
        FalBatch batch = await rig.CreateAsync(5, new() { Budget = 1m, CostPerJob = 0.1m });
        using var unreachable = new FalClient(FalClientOptions.ForEmulator(rig.Emulator.RefusedAddress, FalEmulator.DefaultApiKey));
        var worker = new FalBatchWorker(rig.Store, unreachable, new FalBatchWorkerOptions { MaxSubmits = 2 });
        for (int round = 0; round < 5; round++)
        {
            await worker.RunOnceAsync(Rig.Stop);
            rig.Time.Advance(TimeSpan.FromSeconds(3));
        }

        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((5, 0m, 0m), (status.Planned, status.Reserved, status.Spent));
        rig.Emulator.Journal.AssertNothingSubmitted();
        Assert.Equal(5, (await rig.DriveAsync(batch)).Completed);
    }

    [Fact]
    public async Task A_result_that_is_no_longer_kept_fails_the_job_and_counts_as_paid()
    {
        await using Rig rig = await Rig.StartAsync();
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Result, Kind = FalFaultKind.Status, StatusCode = 404, Times = 1 });
        FalBatch batch = await rig.CreateAsync(2, new() { Budget = 1m, CostPerJob = 0.3m });
        FalBatchStatus status = await rig.DriveAsync(batch);
        Assert.Equal((1, 1, 0.328m), (status.Completed, status.Failed, status.Spent));
        Assert.Equal(FalBatchErrors.ResultGone, Assert.Single(await JobsAsync(batch, FalBatchJobState.Failed)).ErrorType);
    }

    [Theory]
    [InlineData(Op.Status)]
    [InlineData(Op.Result)]
    public async Task Disturbed_polls_are_repeated_and_cost_nothing(Op operation)
    {
        await using Rig rig = await Rig.StartAsync(client: static client => (client.MaxRetries, client.RetryBaseDelay) = (0, TimeSpan.Zero));
        foreach (FalFaultKind kind in (FalFaultKind[])[FalFaultKind.NothingReset, FalFaultKind.HtmlPage, FalFaultKind.UnreadableEmpty, FalFaultKind.HalfReset])
            rig.Emulator.Faults.Add(new FalFault { Operation = operation, Kind = kind, Times = 2 });
        rig.Emulator.Faults.Add(new FalFault { Operation = operation, Kind = FalFaultKind.Status, StatusCode = 503, Times = 2 });
        rig.Emulator.Faults.Add(new FalFault { Operation = operation, Kind = FalFaultKind.Status, StatusCode = 429, Times = 2 });
        FalBatch batch = await rig.CreateAsync(4);
        Assert.Equal(4, (await rig.DriveAsync(batch)).Completed);
        rig.AssertBoughtOnce(4);
    }

    [Fact]
    public async Task Files_that_cannot_be_had_are_tried_again_and_then_the_job_ends_with_its_result()
    {
        await using Rig rig = await Rig.StartAsync(static worker => worker with { MaxDownloads = 2, DownloadLease = TimeSpan.FromSeconds(1) });
        FalBatch batch = await rig.CreateAsync(2, new() { DownloadFolder = Path.Combine(rig.Folder, "files") });
        await rig.Worker.RunOnceAsync(Rig.Stop);
        string blocked = Path.Combine(rig.Folder, "files");
        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        if (Directory.Exists(blocked))
            Directory.Delete(blocked, recursive: true);
        await File.WriteAllTextAsync(blocked, "a file where the folder should be", Rig.Stop);
        status = await rig.DriveAsync(batch);
        Assert.Equal((0, 2), (status.Downloaded, status.Completed));
        Assert.All(await JobsAsync(batch, FalBatchJobState.Completed), static job => Assert.Equal((FalBatchErrors.DownloadFailed, true), (job.ErrorType, job.Result is not null)));
    }

    private static async Task<List<FalBatchJob>> JobsAsync(FalBatch batch, FalBatchJobState state)
    {
        var jobs = new List<FalBatchJob>();
        await foreach (FalBatchJob job in batch.GetJobsAsync(state, Rig.Stop))
            jobs.Add(job);
        return jobs;
    }
}
