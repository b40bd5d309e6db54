using System.Net;
using System.Net.Sockets;
using System.Text;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Running;

/// <summary>News by webhook, over a real socket, in any order with answers and polls, and twice.</summary>
public sealed class WebhookTests
{
    private static readonly FalWebhookJobKey Key = new(Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray());

    [Fact]
    public async Task Webhooks_finish_jobs_and_heal_unknown_ones_without_a_poll()
    {
        await using var receiver = await Receiver.StartAsync();
        await using Rig rig = await Rig.StartAsync(worker => worker with { WebhookUrl = receiver.Address, WebhookJobKey = Key }, static emulated => emulated.Timing = FalEmulatorTiming.Instant);
        receiver.Batches = rig.Batches;
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.NothingReset, Times = 3 });
        FalBatch batch = await rig.CreateAsync(10, new() { Budget = 10m, CostPerJob = 0.5m });
        await rig.Worker.SubmitAsync(await rig.Worker.LeaseAsync(10, Rig.Stop), Rig.Stop);
        await HangGuard.Within(receiver.ReceivedAsync(10), "the webhooks");

        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        // A webhook names no units, so all that was reserved counts as spent.
        Assert.Equal((10, 0, 0m, 5m), (status.Completed, status.Unknown, status.Reserved, status.Spent));
        Assert.Equal(0, rig.Emulator.Journal.Count(Op.Status));
        rig.AssertBoughtOnce(10);
    }

    [Fact]
    public async Task A_poll_after_a_webhook_and_a_webhook_after_a_poll_change_nothing_and_neither_does_a_second_one()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var nobody = new Uri($"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}/hook");
        closed.Stop();
        await using Rig rig = await Rig.StartAsync(worker => worker with { WebhookUrl = nobody, WebhookJobKey = Key });
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Failure, ErrorType = "internal_error", After = 3, Times = 1 });
        FalBatch batch = await rig.CreateAsync(4, new() { CostPerJob = 0.5m });
        await rig.Worker.SubmitAsync(await rig.Worker.LeaseAsync(1, Rig.Stop), Rig.Stop);
        Assert.Equal([FalBatchFinish.Stored, FalBatchFinish.AlreadyFinished], await DeliverAsync(rig, 1, 2));
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await rig.Worker.PollAsync(Rig.Stop));

        await rig.DriveAsync(batch);
        foreach (long number in (long[])[1, 2, 3, 4])
            Assert.Equal([FalBatchFinish.AlreadyFinished], await DeliverAsync(rig, number, 1));
        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((3, 1, 4), (status.Completed, status.Failed, status.LastSequence));
    }

    [Fact]
    public async Task A_webhook_that_says_error_fails_its_job_and_one_without_payload_fetches_the_result()
    {
        await using Rig rig = await Rig.StartAsync();
        FalBatch batch = await rig.CreateAsync(2, new() { CostPerJob = 0.5m, Budget = 5m });
        FalBatchJobKey[] jobs = [.. await rig.Worker.LeaseAsync(2, Rig.Stop)];
        await rig.Worker.SubmitAsync(jobs, Rig.Stop);
        string[] requests = [.. rig.Emulator.Journal.Of(Op.Submit).OrderBy(static entry => entry.BodyText, StringComparer.Ordinal).Select(static entry => entry.RequestId!)];
        await HandleAsync(rig, jobs[0], $$$"""{"request_id":"{{{requests[0]}}}","status":"ERROR","error":"Invalid status code: 422","payload":{"detail":[{"loc":["body","prompt"],"msg":"no","type":"content_policy_violation"}]}}""");
        await HandleAsync(rig, jobs[1], $$"""{"request_id":"{{requests[1]}}","status":"OK","payload":null,"payload_error":"too long"}""");
        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((1, 1, 0.528m), (status.Completed, status.Failed, status.Spent));
        FalBatchEvent failed = (await EndToEndTests.FollowAsync(batch))[0];
        Assert.Equal("content_policy_violation", failed.Job.ErrorType);

        FalWebhookJob foreign = new("order-17", Rig.Kling);
        Assert.Equal(FalBatchFinish.NotFound, await rig.Worker.HandleWebhookAsync(Body("""{"request_id":"x","status":"OK","payload":{}}"""), foreign, Rig.Stop));
        await Assert.ThrowsAsync<FalWebhookFormatException>(() => rig.Worker.HandleWebhookAsync(Body("[]"), foreign, Rig.Stop));
    }

    /// <summary>The webhook of a job as the service would send it, by what its submit asked for.</summary>
    private static async Task<List<FalBatchFinish>> DeliverAsync(Rig rig, long number, int times)
    {
        FalJournalEntry submit = rig.Emulator.Journal.Of(Op.Submit).Single(entry => entry.BodyText == $$"""{"prompt":"{{number}}"}""");
        string hook = Uri.UnescapeDataString(submit.Path[(submit.Path.IndexOf("fal_webhook=", StringComparison.Ordinal) + "fal_webhook=".Length)..]);
        Assert.True(Key.TryRead(new Uri(hook).Query, out FalWebhookJob? job));
        var results = new List<FalBatchFinish>();
        for (int time = 0; time < times; time++)
            results.Add(await rig.Worker.HandleWebhookAsync(Body($$$"""{"request_id":"{{{submit.RequestId}}}","status":"OK","payload":{"images":[]}}"""), job, Rig.Stop));
        return results;
    }

    private static Task<FalBatchFinish> HandleAsync(Rig rig, FalBatchJobKey job, string body) => rig.Worker.HandleWebhookAsync(Body(body), new FalWebhookJob(job.ToClientJobId(), Rig.Kling), Rig.Stop);

    private static FalVerifiedWebhook Body(string json) => FalVerifiedWebhook.WithoutVerification(Encoding.UTF8.GetBytes(json));

    /// <summary>A program that receives webhooks.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly SemaphoreSlim _received = new(0);

        private Receiver(WebApplication app) => _app = app;

        public Uri Address => new(_app.Urls.First() + "/hook");

        public FalBatches Batches { get; set; } = null!;

        public static async Task<Receiver> StartAsync()
        {
            WebApplicationBuilder builder = WebApplication.CreateBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var receiver = new Receiver(builder.Build());
            receiver._app.MapPost("/hook", (RequestDelegate)(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                if (!Key.TryRead(context.Request.QueryString.Value, out FalWebhookJob? job))
                    throw new InvalidOperationException("The address of a webhook is not signed.");
                await receiver.Batches.Worker.HandleWebhookAsync(FalVerifiedWebhook.WithoutVerification(body.ToArray()), job);
                receiver._received.Release();
            }));
            await receiver._app.StartAsync(TestContext.Current.CancellationToken);
            return receiver;
        }

        public async Task ReceivedAsync(int count)
        {
            for (int index = 0; index < count; index++)
                await _received.WaitAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            _received.Dispose();
        }
    }
}
