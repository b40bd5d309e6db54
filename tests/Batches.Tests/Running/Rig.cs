using System.Globalization;
using Batches.Tests.Crashes;
using Batches.Tests.Store;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Batches.Tests.Running;

/// <summary>An emulator on a real socket, a database in a file, and a worker whose leases go by a clock of the test.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Kling = "fal-ai/kling-image/v3/text-to-image";
    private const int MaxRounds = 300;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("klinggen-batches-");

    private Rig(FalEmulator emulator) => Emulator = emulator;

    public FalEmulator Emulator { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public FalClient Fal { get; private set; } = null!;

    public FalBatches Batches { get; private set; } = null!;

    public FalBatchWorker Worker => Batches.Worker;

    public SqlBatchStore Store => (SqlBatchStore)Batches.Store;

    public string Folder => _folder.FullName;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Rig> StartAsync(Func<FalBatchWorkerOptions, FalBatchWorkerOptions>? worker = null, Action<FalEmulatorOptions>? emulated = null, Action<FalClientOptions>? client = null)
    {
        var options = new FalEmulatorOptions { Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false };
        emulated?.Invoke(options);
        var rig = new Rig(await FalEmulator.StartAsync(options, Stop));
        FalClientOptions address = FalClientOptions.ForEmulator(rig.Emulator.Address, FalEmulator.DefaultApiKey);
        client?.Invoke(address);
        rig.Fal = new FalClient(address);
        await rig.RestartAsync(worker);
        return rig;
    }

    /// <summary>Another life of the program, on the same file.</summary>
    public async Task RestartAsync(Func<FalBatchWorkerOptions, FalBatchWorkerOptions>? worker = null)
    {
        if (Batches is { } before)
            await before.DisposeAsync();
        FalBatchWorkerOptions options = worker?.Invoke(new FalBatchWorkerOptions()) ?? new FalBatchWorkerOptions();
        Batches = await FalBatches.OpenAsync(FalBatchStores.Sqlite(Path.Combine(Folder, "batches.db"), Time), Fal, options, Stop);
    }

    public static IEnumerable<FalJson> Prompts(int count) => Enumerable.Range(1, count).Select(static number => FalJson.Parse($$"""{"prompt":"{{number}}"}"""));

    public Task<FalBatch> CreateAsync(int count, FalBatchOptions? options = null) => Batches.CreateAsync(Fal.Endpoint(Kling), Prompts(count), options, Stop);

    /// <summary>Rounds of work until nothing goes on by itself, or a condition holds; the books are checked after each.</summary>
    public async Task<FalBatchStatus> DriveAsync(FalBatch batch, Func<FalBatchStatus, bool>? until = null)
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            await Worker.RunOnceAsync(Stop);
            await Audit.CheckAsync(Store);
            FalBatchStatus status = await batch.GetStatusAsync(Stop);
            if (until?.Invoke(status) ?? status.IsIdle)
                return status;
            Time.Advance(TimeSpan.FromSeconds(2));
        }

        throw new InvalidOperationException($"After {MaxRounds} rounds: {await batch.GetStatusAsync(Stop)}");
    }

    public void AssertBoughtOnce(int count)
    {
        IReadOnlyDictionary<string, int> bought = Emulator.Bought();
        Assert.All(bought, static prompt => Assert.True(prompt.Value == 1, string.Create(CultureInfo.InvariantCulture, $"{prompt.Key} was bought {prompt.Value} times")));
        Assert.Equal(count, bought.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await Audit.CheckAsync(Store);
        await Batches.DisposeAsync();
        Fal.Dispose();
        await Emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
