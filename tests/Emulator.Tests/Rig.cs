using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>An emulator with one client on a real socket.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Kling = "fal-ai/kling-image/v3/text-to-image";
    public const string App = "fal-ai/kling-image";

    private Rig(FalEmulator emulator)
    {
        Emulator = emulator;
        Http = new HttpClient { BaseAddress = emulator.Address, Timeout = HangGuard.Limit };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
    }

    public FalEmulator Emulator { get; }

    public HttpClient Http { get; }

    public static string SchemaFile { get; } = Repository.File("schemas/kling-image-v3-text-to-image.json");

    public static async Task<Rig> StartAsync(Action<FalEmulatorOptions>? configure = null)
    {
        var options = new FalEmulatorOptions { Schemas = { SchemaFile }, Timing = FalEmulatorTiming.Instant, DrawPictures = false };
        configure?.Invoke(options);
        return new Rig(await FalEmulator.StartAsync(options, TestContext.Current.CancellationToken));
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public static StringContent Input(string prompt = "a lighthouse") => Json(new JsonObject { ["prompt"] = prompt }.ToJsonString());

    public async Task<string> SubmitAsync(HttpContent? input = null, string endpoint = Kling)
    {
        using HttpResponseMessage response = await Http.PostAsync("queue/" + endpoint, input ?? Input());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await ReadAsync(response)).GetProperty("request_id").GetString()!;
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using HttpResponseMessage response = await Http.GetAsync(path);
        return (response.StatusCode, await ReadAsync(response));
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Emulator.DisposeAsync();
    }
}
