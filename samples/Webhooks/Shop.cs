using System.Security.Cryptography;
using KlingGen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Fal.KlingImageV3TextToImage;

namespace Webhooks;

/// <summary>A small web application that sells pictures: it submits with a webhook, receives it, and follows up.</summary>
public sealed class Shop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FalCallOptions _callOptions;

    private Shop(WebApplication app)
    {
        _app = app;
        _callOptions = new FalCallOptions { WebhookUrl = new Uri($"{app.Urls.First()}/fal/done"), WebhookJobKey = app.Services.GetRequiredService<FalWebhookJobKey>() };
    }

    public OrderBook Orders => _app.Services.GetRequiredService<OrderBook>();

    public FollowUp FollowUp => _app.Services.GetRequiredService<FollowUp>();

    /// <summary>Starts on a free port of loopback.</summary>
    /// <param name="emulator">Where the service is played.</param>
    /// <param name="time">The clock.</param>
    /// <param name="configure">Adds services of its own, for example an <see cref="IFalWebhookStore"/> that several processes share.</param>
    public static async Task<Shop> StartAsync(Uri emulator, TimeProvider? time = null, Action<IServiceCollection>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration["Fal:EmulatorAddress"] = emulator.ToString();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddFal(builder.Configuration.GetSection("Fal"));
        configure?.Invoke(builder.Services);
        // The emulator's own account; yours is on the dashboard. Without it, webhooks of other customers carry good signatures too.
        builder.Services.AddFalWebhooks(static options => options.UserIds.Add("emulator-user"));
        // From your secrets, the same in every process and after every restart.
        builder.Services.AddSingleton(new FalWebhookJobKey(RandomNumberGenerator.GetBytes(32)));
        builder.Services.AddSingleton<OrderBook>().AddSingleton<WebhookReceiver>().AddSingleton<FollowUp>();

        WebApplication app = builder.Build();
        app.MapPost("/fal/done", async context => context.Response.StatusCode = await app.Services.GetRequiredService<WebhookReceiver>().ReceiveAsync(context.Request));
        await app.StartAsync();
        return new Shop(app);
    }

    /// <summary>Orders a picture. Nothing is lost if the answer to the submit is: the webhook brings the order's id back.</summary>
    public async Task OrderAsync(string id, string prompt)
    {
        KlingImageV3TextToImageClient kling = _app.Services.GetRequiredService<FalClient>().KlingImageV3TextToImage();
        Orders.Begin(id);
        try
        {
            FalJob<KlingImageV3TextToImageOutput> job = await kling.SubmitAsync(new() { Prompt = prompt }, _callOptions with { ClientJobId = id });
            Orders.TryAttach(id, job.Handle);
        }
        catch (FalSubmitUnknownException unknown)
        {
            Console.WriteLine($"{unknown.ClientJobId}: the answer to the submit was lost; its webhook will say.");
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
