using KlingGen;
using KlingGen.Emulator;
using Runtime.Tests.Support;

namespace Runtime.Tests.EndToEnd;

/// <summary>An emulator of the first endpoint that answers at once, and clients of it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Id = "fal-ai/kling-image/v3/text-to-image";

    private readonly FalEmulator _emulator;
    private readonly List<FalClient> _clients = [];

    private Stage(FalEmulator emulator) => _emulator = emulator;

    public FalJournal Journal => _emulator.Journal;

    public FalFaults Faults => _emulator.Faults;

    public FalEmulator Emulator => _emulator;

    public static async Task<Stage> OpenAsync(FalEmulatorTiming? timing = null, Action<FalEmulatorOptions>? configure = null)
    {
        var options = new FalEmulatorOptions { Schemas = { SchemaFile() }, Timing = timing ?? FalEmulatorTiming.Instant, DrawPictures = false };
        configure?.Invoke(options);
        return new Stage(await FalEmulator.StartAsync(options, TestContext.Current.CancellationToken));
    }

    public FalClient NewClient(Action<FalClientOptions>? configure = null, HttpClient? http = null)
    {
        FalClientOptions options = FalClientOptions.ForEmulator(_emulator.Address);
        options.Pause = static (pause, token) => Task.Delay(pause < TimeSpan.FromMilliseconds(20) ? pause : TimeSpan.FromMilliseconds(20), token);
        configure?.Invoke(options);
        var client = new FalClient(options, http);
        _clients.Add(client);
        return client;
    }

    public FalEndpoint<StudioInput, StudioOutput> NewEndpoint(Action<FalClientOptions>? configure = null, HttpClient? http = null) => new(NewClient(configure, http), Id);

    public async ValueTask DisposeAsync()
    {
        foreach (FalClient client in _clients)
            client.Dispose();
        await _emulator.DisposeAsync();
    }

    private static string SchemaFile()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "schemas", "kling-image-v3-text-to-image.json");
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException("The schema of the first endpoint is not above the test's folder.");
    }
}
