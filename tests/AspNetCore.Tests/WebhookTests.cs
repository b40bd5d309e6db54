using System.Collections.Concurrent;
using System.Security.Cryptography;
using AspNetCoreTests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.AspNetCore;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCoreTests;

/// <summary>Webhooks of a real emulator at a real route.</summary>
public sealed class WebhookTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_job_of_a_burst_is_handled_once_although_deliveries_double_and_overtake()
    {
        const int Jobs = 5000;
        var key = new FalWebhookJobKey(RandomNumberGenerator.GetBytes(32));
        var handled = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var all = new TaskCompletionSource();
        await using Site site = await SiteAsync(key, (context, _) =>
        {
            handled.AddOrUpdate(context.Job!.ClientJobId, 1, static (_, count) => count + 1);
            Assert.Equal(context.Webhook.RequestId, context.Webhook.Job.RequestId);
            if (handled.Count == Jobs)
                all.TrySetResult();
            return Task.CompletedTask;
        });
        site.Emulator.Webhooks.Behavior = new() { DuplicateProbability = 0.3, BeforeAnswerProbability = 0.3, LongestDelay = TimeSpan.FromMilliseconds(200), Seed = 5 };
        KlingImageV3TextToImageClient kling = site.App.Services.GetRequiredService<FalClient>().KlingImageV3TextToImage();
        await Parallel.ForEachAsync(Enumerable.Range(0, Jobs), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation }, async (i, token) =>
            await kling.SubmitAsync(new() { Prompt = $"print {i}" }, new() { WebhookUrl = new Uri(site.Http.BaseAddress!, "hooks/kling"), WebhookJobKey = key, ClientJobId = $"order-{i}" }, token));
        await all.Task.WaitAsync(HangGuard.Limit, Cancellation);
        Assert.All(handled, static job => Assert.Equal(1, job.Value));
        Assert.True(site.Emulator.Webhooks.Deliveries.Count > Jobs);
    }

    [Fact]
    public async Task Success_is_said_only_after_the_handler_and_a_handler_that_threw_gets_the_next_delivery()
    {
        var key = new FalWebhookJobKey(new byte[32]);
        int calls = 0;
        var done = new TaskCompletionSource();
        await using Site site = await SiteAsync(key, (_, _) =>
        {
            if (++calls == 1)
                throw new InvalidOperationException("the database is away");
            done.TrySetResult();
            return Task.CompletedTask;
        });
        KlingImageV3TextToImageClient kling = site.App.Services.GetRequiredService<FalClient>().KlingImageV3TextToImage();
        await kling.SubmitAsync(new() { Prompt = "a" }, new() { WebhookUrl = new Uri(site.Http.BaseAddress!, "hooks/kling"), WebhookJobKey = key, ClientJobId = "order" }, Cancellation);
        await done.Task.WaitAsync(HangGuard.Limit, Cancellation);
        Assert.Equal(2, calls);
        Assert.Equal(500, (int)site.Emulator.Webhooks.Deliveries[0].StatusCode!);
    }

    [Fact]
    public async Task A_forged_one_a_foreign_one_and_a_long_one_do_not_reach_the_handler()
    {
        var key = new FalWebhookJobKey(new byte[32]);
        int calls = 0;
        await using Site site = await SiteAsync(key, (_, _) =>
        {
            calls++;
            return Task.CompletedTask;
        });
        Assert.Equal(401, (await site.PostAsync("hooks/kling", """{"request_id":"a","status":"OK","payload":{}}""")).Status);

        // Signed by the service, for a stranger's job: its address has no signature of ours.
        KlingImageV3TextToImageClient kling = site.App.Services.GetRequiredService<FalClient>().KlingImageV3TextToImage();
        await kling.SubmitAsync(new() { Prompt = "a" }, new() { WebhookUrl = new Uri(site.Http.BaseAddress!, "hooks/kling") }, Cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(HangGuard.Limit);
        while (site.Emulator.Webhooks.Deliveries.Count == 0 || site.Emulator.Webhooks.Deliveries[0].StatusCode is null)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        Assert.Equal(401, (int)site.Emulator.Webhooks.Deliveries[0].StatusCode!);
        Assert.Equal(0, calls);
    }

    [Fact]
    public void A_route_without_the_services_is_refused_when_it_is_mapped()
    {
        WebApplication app = WebApplication.CreateBuilder().Build();
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => app.MapFalWebhook("/a", static fal => fal.KlingImageV3TextToImage(), static (_, _) => Task.CompletedTask));
        Assert.Contains("AddFalWebhooks", error.Message, StringComparison.Ordinal);
    }

    private static Task<Site> SiteAsync(FalWebhookJobKey key, Func<FalWebhookContext<KlingImageV3TextToImageOutput>, CancellationToken, Task> handler) => Site.StartAsync(
        app => app.MapFalWebhook("/hooks/kling", static fal => fal.KlingImageV3TextToImage(), handler, options => options.JobKey = key),
        static (services, _) => services.AddFalWebhooks());
}
