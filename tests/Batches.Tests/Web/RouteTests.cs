using System.Net;
using Batches.Tests.Hostile;
using Batches.Tests.Running;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Web;

/// <summary>The route of webhooks, with the emulator as their sender.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task Webhooks_that_double_and_overtake_finish_every_job_once_in_a_program_that_only_receives()
    {
        const int Jobs = 300;
        await using Rig rig = await Rig.StartAsync();
        await using HookSite site = await SiteAsync(rig);
        await rig.RestartAsync(worker => worker with { WebhookUrl = site.Address, WebhookJobKey = HookSite.Key, MaxInFlight = Jobs });
        rig.Emulator.Webhooks.Behavior = new() { DuplicateProbability = 0.2, BeforeAnswerProbability = 0.2, LongestDelay = TimeSpan.FromMilliseconds(100), Seed = 7 };
        rig.Emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.NothingReset, Times = 5 });
        FalBatch batch = await rig.CreateAsync(Jobs, new() { MaxInFlight = Jobs });
        await rig.Worker.SubmitAsync(await rig.Worker.LeaseAsync(Jobs, Rig.Stop), Rig.Stop);
        await HangGuard.Within(rig.Emulator.Webhooks.WaitForAsync(sent => sent.Count(static delivery => delivery.StatusCode == 200) >= rig.Emulator.Webhooks.Begun, Rig.Stop), "the webhooks");

        FalBatchStatus status = await batch.GetStatusAsync(Rig.Stop);
        Assert.Equal((Jobs, 0L, (long)Jobs), (status.Completed, status.Unknown, status.LastSequence));
        Assert.True(rig.Emulator.Webhooks.Begun > Jobs);
        Assert.Equal(0, rig.Emulator.Journal.Count(Op.Status));
        rig.AssertBoughtOnce(Jobs);
    }

    [Fact]
    public async Task What_is_not_signed_not_ours_not_a_webhook_or_cannot_be_stored_is_answered_so_and_changes_nothing()
    {
        var signer = new Signer();
        await using Rig rig = await Rig.StartAsync();
        var broken = new StoreThatMayBreak(FalBatchStores.Sqlite(Path.Combine(rig.Folder, "batches.db"), rig.Time));
        await using HookSite site = await HookSite.StartAsync(rig.Emulator.Address, _ => broken, signer);
        FalBatch batch = await rig.CreateAsync(1);
        FalBatchJobKey job = Assert.Single(await rig.Worker.LeaseAsync(1, Rig.Stop));
        await rig.Worker.SubmitAsync([job], Rig.Stop);
        string request = rig.Emulator.Journal.Of(Op.Submit).Single().RequestId!;
        string news = $$$"""{"request_id":"{{{request}}}","status":"OK","payload":{"images":[]}}""";
        Uri ours = HookSite.Key.Sign(site.Address, Rig.Kling, job.ToClientJobId());
        Uri foreign = new FalWebhookJobKey(new byte[32]).Sign(site.Address, Rig.Kling, job.ToClientJobId());

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(new HttpRequestMessage(HttpMethod.Post, ours) { Content = new StringContent(news) }));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(new Signer().Sign(ours, request, news)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(signer.Sign(site.Address, request, news)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(signer.Sign(foreign, request, news)));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(signer.Sign(ours, request, "[]")));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(signer.Sign(HookSite.Key.Sign(site.Address, Rig.Kling, "order-17"), request, news)));
        broken.IsBroken = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(signer.Sign(ours, request, news)));
        Assert.Equal(1, (await batch.GetStatusAsync(Rig.Stop)).Submitted);

        // The service delivers again.
        broken.IsBroken = false;
        Assert.Equal(HttpStatusCode.OK, await SendAsync(signer.Sign(ours, request, news)));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(signer.Sign(ours, request, news)));
        Assert.Equal(1, (await batch.GetStatusAsync(Rig.Stop)).Completed);

        async Task<HttpStatusCode> SendAsync(HttpRequestMessage message)
        {
            using HttpResponseMessage answer = await site.Http.SendAsync(message, Rig.Stop);
            message.Dispose();
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_route_that_could_not_know_whose_job_a_webhook_is_about_is_refused_when_it_is_mapped()
    {
        InvalidOperationException key = await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => Map(static services => services.AddFal().AddFalBatches().Services.AddFalWebhooks())));
        Assert.Contains("WebhookJobKey", key.Message, StringComparison.Ordinal);
        Assert.Contains("AddFalBatches()", (await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => Map(static services => services.AddFalWebhooks())))).Message, StringComparison.Ordinal);
        Assert.Contains("AddFalWebhooks()", (await Assert.ThrowsAsync<InvalidOperationException>(() => Task.Run(() => Map(static services => services.AddFal().AddFalBatches())))).Message, StringComparison.Ordinal);
    }

    private static void Map(Action<IServiceCollection> services)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        services(builder.Services);
        using var app = (IDisposable)builder.Build();
        ((WebApplication)app).MapFalBatchWebhooks();
    }

    private static Task<HookSite> SiteAsync(Rig rig) => HookSite.StartAsync(rig.Emulator.Address, _ => FalBatchStores.Sqlite(Path.Combine(rig.Folder, "batches.db"), rig.Time), time: rig.Time);

    private sealed class StoreThatMayBreak(IFalBatchStore inner) : StoreInFront(inner)
    {
        public bool IsBroken { get; set; }

        public override Task<IReadOnlyList<FalBatchFinish>> FinishAsync(IReadOnlyList<FalBatchOutcome> outcomes, CancellationToken cancellationToken = default) =>
            IsBroken ? throw new FalBatchStoreException("The disk is full.") { IsTransient = true } : base.FinishAsync(outcomes, cancellationToken);
    }
}
