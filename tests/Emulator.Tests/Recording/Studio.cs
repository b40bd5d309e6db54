using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests.Recording;

/// <summary>An emulator that plays the service, one that records it, and the folder between them.</summary>
internal sealed class Studio : IAsyncDisposable
{
    public const string Key = "11111111-real-id:22222222-real-secret-33333333";

    private Studio(FalEmulator service, FalEmulator recorder, string folder)
    {
        Service = service;
        Recorder = recorder;
        Folder = folder;
        Http = Client(recorder);
    }

    public FalEmulator Service { get; }

    public FalEmulator Recorder { get; private set; }

    public string Folder { get; }

    public HttpClient Http { get; }

    public string[] Files => Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories);

    public static async Task<Studio> StartAsync(Action<FalEmulatorOptions>? service = null, Action<FalEmulatorOptions>? recorder = null)
    {
        string folder = Directory.CreateTempSubdirectory("recording-").FullName;
        var options = new FalEmulatorOptions { Schemas = { Rig.SchemaFile }, Timing = FalEmulatorTiming.Instant, DrawPictures = false, ApiKeys = { Key } };
        options.ApiKeys.Remove(FalEmulator.DefaultApiKey);
        service?.Invoke(options);
        FalEmulator played = await FalEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        return new Studio(played, await RecorderAsync(played, folder, recorder), folder);
    }

    public static HttpClient Client(FalEmulator emulator)
    {
        var http = new HttpClient { BaseAddress = emulator.Address, Timeout = HangGuard.Limit };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
        return http;
    }

    /// <summary>Stops recording, and plays what was recorded without the service.</summary>
    public async Task<Rig> ReplayAsync(bool strict = true, Action<FalEmulatorOptions>? configure = null)
    {
        await Recorder.DisposeAsync();
        await Service.DisposeAsync();
        return await Rig.StartAsync(options =>
        {
            options.Replay = new FalReplayOptions { Folder = Folder, Strict = strict };
            configure?.Invoke(options);
        });
    }

    /// <summary>A job from its submit to its result.</summary>
    public static async Task<(JsonElement Submitted, JsonElement Done, JsonElement Output, HttpResponseMessage Answer)> JobAsync(HttpClient http, string input, string endpoint = Rig.Kling)
    {
        using HttpResponseMessage submitted = await http.PostAsync("queue/" + endpoint, Rig.Json(input));
        JsonElement job = await Rig.ReadAsync(submitted);
        using HttpResponseMessage done = await http.GetAsync(job.GetProperty("status_url").GetString() + "?logs=1");
        HttpResponseMessage result = await http.GetAsync(job.GetProperty("response_url").GetString());
        return (job, await Rig.ReadAsync(done), await Rig.ReadAsync(result), result);
    }

    /// <summary>Everything that was written, as one text.</summary>
    public string Written() => string.Join('\n', Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(static file => file + "\n" + File.ReadAllText(file)));

    public JsonObject Only() => JsonNode.Parse(File.ReadAllText(Assert.Single(Files)))!.AsObject();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Recorder.DisposeAsync();
        await Service.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Task<FalEmulator> RecorderAsync(FalEmulator service, string folder, Action<FalEmulatorOptions>? configure)
    {
        var options = new FalEmulatorOptions { Record = new FalRecordOptions { Folder = folder, ApiKey = Key, Service = service.Address } };
        configure?.Invoke(options);
        return FalEmulator.StartAsync(options, TestContext.Current.CancellationToken);
    }
}
