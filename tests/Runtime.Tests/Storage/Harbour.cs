using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Runtime.Tests.EndToEnd;

namespace Runtime.Tests.Storage;

/// <summary>An emulator that keeps what is uploaded, and clients whose parts are small enough to be many.</summary>
internal sealed class Harbour : IAsyncDisposable
{
    public const int Part = 1000;
    public const int Threshold = 5000;

    private Harbour(Stage stage, WatchedTime clock) => (Stage, Clock) = (stage, clock);

    public Stage Stage { get; }

    public FalJournal Journal => Stage.Journal;

    /// <summary>The clock of the clients and of the emulator.</summary>
    public WatchedTime Clock { get; }

    public static async Task<Harbour> OpenAsync()
    {
        var clock = new WatchedTime();
        return new Harbour(await Stage.OpenAsync(configure: options => options.TimeProvider = clock), clock);
    }

    public static FalUploadRoute[] Only(FalUploadRoute route) => [route];

    public FalClient NewClient(Action<FalClientOptions>? configure = null) => Stage.NewClient(options =>
    {
        options.TimeProvider = Clock;
        options.Pause = static (_, _) => Task.CompletedTask;
        options.MultipartThreshold = Threshold;
        options.UploadPartBytes = Part;
        configure?.Invoke(options);
    });

    /// <summary>What the storage serves at an address: bytes and type.</summary>
    public static async Task<(byte[] Bytes, string? Type)> FetchAsync(string url)
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri(url), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), response.Content.Headers.ContentType?.MediaType);
    }

    public static byte[] Bytes(int count, int seed = 1)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
