using System.Text.Json.Nodes;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Resilience.Tests.Support;

/// <summary>An emulator on a real socket, and clients that carry the canary.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Id = "fal-ai/kling-image/v3/text-to-image";
    public const string App = "fal-ai/kling-image";

    /// <summary>The key of every client of this project; no text that leaves the library may hold it.</summary>
    public const string CanaryKey = "canary-7c1f0a52:canary-secret-e5b0d3c94f7a4418";

    private readonly Transport? _transport;

    private Rig(FalEmulator emulator, Transport? transport)
    {
        Emulator = emulator;
        _transport = transport;
    }

    public FalEmulator Emulator { get; }

    public FalJournal Journal => Emulator.Journal;

    /// <summary>The client that callers of this emulator give to the library; null where the library's own does.</summary>
    public HttpClient? Http => _transport?.Http;

    /// <summary>Gives the next call connections of its own.</summary>
    public void Renew() => _transport?.Renew();

    public static async Task<Rig> StartAsync(Action<FalEmulatorOptions>? configure = null, Transport? transport = null)
    {
        var options = new FalEmulatorOptions
        {
            Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") },
            Timing = FalEmulatorTiming.Instant,
            DrawPictures = false,
        };
        options.ApiKeys.Clear();
        options.ApiKeys.Add(CanaryKey);
        transport?.Configure(options);
        configure?.Invoke(options);
        return new Rig(await FalEmulator.StartAsync(options, TestContext.Current.CancellationToken), transport);
    }

    /// <summary>Options with no pause between attempts.</summary>
    public static FalClientOptions OptionsFor(Uri address, Action<FalClientOptions>? configure = null)
    {
        FalClientOptions options = FalClientOptions.ForEmulator(address, CanaryKey);
        options.RetryBaseDelay = TimeSpan.Zero;
        options.RetryMaxDelay = TimeSpan.Zero;
        options.MaxRetries = 2;
        options.LoggerFactory = Evidence.Run;
        (options.MultipartThreshold, options.UploadPartBytes) = (PictureInput.Threshold, PictureInput.PartSize);
        configure?.Invoke(options);
        Evidence.Run.Add("options as text", options.ToString());
        return options;
    }

    public FalClient NewClient(Action<FalClientOptions>? configure = null, HttpClient? http = null) => new(OptionsFor(Emulator.Address, configure), http ?? Http);

    public static FalJson Input(string prompt) => FalJson.Parse(new JsonObject { ["prompt"] = prompt }.ToJsonString());

    /// <summary>A job that the emulator has completed, made without any fault.</summary>
    public async Task<FalJobHandle> SubmitAsync(string prompt)
    {
        using FalClient client = NewClient();
        FalJob<FalJson> job = await client.Endpoint(Id).SubmitAsync(Input(prompt), cancellationToken: TestContext.Current.CancellationToken);
        return job.Handle;
    }

    /// <summary>The address of a file that the emulator serves.</summary>
    public async Task<string> FileUrlAsync()
    {
        using FalClient client = NewClient();
        FalResult<FalJson> result = await client.Endpoint(Id).RunAsync(Input("a file to download"), cancellationToken: TestContext.Current.CancellationToken);
        return result.Value.Element.GetProperty("images")[0].GetProperty("url").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        _transport?.Dispose();
    }
}

/// <summary>A file known by its address alone.</summary>
internal sealed record RemoteFile(string Url) : IFalFile
{
    public string? ContentType => null;

    public string? FileName => null;

    public long? FileSize => null;
}
