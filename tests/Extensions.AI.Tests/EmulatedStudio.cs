using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Extensions.AI.Tests;

/// <summary>The generated clients, the real runtime, a real socket and the emulator, without waiting times. Prices are those of the lock files.</summary>
internal sealed class EmulatedStudio : IAsyncDisposable
{
    private EmulatedStudio(FalEmulator emulator, FalClient fal) => (Emulator, Fal) = (emulator, fal);

    public FalEmulator Emulator { get; }

    public FalClient Fal { get; }

    public static async Task<EmulatedStudio> StartAsync(FalEmulatorTiming? timing = null, TimeProvider? clock = null, Action<FalClientOptions>? configure = null, Action<FalEmulatorOptions>? emulate = null)
    {
        var emulated = new FalEmulatorOptions
        {
            Schemas = { Repository.File("schemas"), Repository.File("tests/Extensions.AI.Tests/Schemas") },
            Timing = timing ?? FalEmulatorTiming.Instant,
            DrawPictures = false,
            TimeProvider = clock ?? TimeProvider.System,
            Prices = { ["studio/paint"] = new FalEmulatorPrice(0.05m), ["studio/retouch"] = new FalEmulatorPrice(0.04m), ["studio/film"] = new FalEmulatorPrice(0.35m), ["studio/speak"] = new FalEmulatorPrice(0.10m), ["studio/listen"] = new FalEmulatorPrice(0.01m) },
        };
        emulate?.Invoke(emulated);
        FalEmulator emulator = await FalEmulator.StartAsync(emulated);
        FalClientOptions options = FalClientOptions.ForEmulator(emulator.Address);
        configure?.Invoke(options);
        return new EmulatedStudio(emulator, new FalClient(options));
    }

    /// <summary>The body of the only submit of an endpoint.</summary>
    public System.Text.Json.JsonElement Sent(string endpointId) => FalJson.Parse(Emulator.Journal.AssertSubmittedOnce(endpointId).BodyText).Element;

    public async ValueTask DisposeAsync()
    {
        Fal.Dispose();
        await Emulator.DisposeAsync();
    }
}
