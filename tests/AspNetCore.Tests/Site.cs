using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspNetCoreTests;

/// <summary>An application on a real socket, before an emulator that plays the service.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const string Kling = "fal-ai/kling-image/v3/text-to-image";

    private Site(FalEmulator emulator, WebApplication app)
    {
        Emulator = emulator;
        App = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First() + "/"), Timeout = HangGuard.Limit };
    }

    public FalEmulator Emulator { get; }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public static async Task<Site> StartAsync(Action<WebApplication> map, Action<IServiceCollection, FalEmulator>? services = null, Action<FalEmulatorOptions>? emulated = null)
    {
        var options = new FalEmulatorOptions { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false };
        emulated?.Invoke(options);
        FalEmulator emulator = await FalEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Fal:EmulatorAddress", emulator.Address.AbsoluteUri), new("Fal:RetryBaseDelay", "00:00:00.001"), new("Fal:RetryMaxDelay", "00:00:00.001")]);
        builder.Services.AddFal(builder.Configuration.GetSection("Fal"));
        services?.Invoke(builder.Services, emulator);
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new Site(emulator, app);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public async Task<(int Status, JsonNode? Body)> PostAsync(string path, string json)
    {
        using HttpResponseMessage answer = await Http.PostAsync(path, Json(json), TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    public static async Task<(int Status, JsonNode? Body)> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        await Emulator.DisposeAsync();
    }
}
