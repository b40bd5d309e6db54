using Batches.Tests.Running;
using KlingGen;
using KlingGen.Batches;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Batches.Tests.Web;

/// <summary>A program of its own that receives the webhooks of batches, on a real socket; the worker runs elsewhere, on the same database.</summary>
internal sealed class HookSite : IAsyncDisposable
{
    public static readonly FalWebhookJobKey Key = new(Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray());

    private HookSite(WebApplication app)
    {
        App = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/"), Timeout = HangGuard.Limit };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public Uri Address => new(Http.BaseAddress!, "hooks/fal-batches");

    public static async Task<HookSite> StartAsync(Uri emulator, Func<IServiceProvider, IFalBatchStore> store, Signer? keys = null, TimeProvider? time = null, Action<WebApplication>? map = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Fal:EmulatorAddress", emulator.AbsoluteUri)]);
        builder.Services.AddFal(builder.Configuration.GetSection("Fal")).AddFalBatches(batches => batches.UseStore(store).ConfigureWorker(static worker => worker with { WebhookJobKey = Key }).WithoutWorker());
        if (time is not null)
            builder.Services.AddSingleton(time);
        builder.Services.AddFalWebhooks();
        if (keys is not null)
            builder.Services.AddSingleton(new FalWebhookVerifier(FalEd25519.Instance, new FalWebhookOptions(), new HttpClient(keys)));
        WebApplication app = builder.Build();
        (map ?? (static app => app.MapFalBatchWebhooks()))(app);
        await app.StartAsync(Rig.Stop);
        return new HookSite(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
    }
}
