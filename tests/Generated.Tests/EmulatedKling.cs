using Generated.Tests.Fal.KlingImageV3TextToImage;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Generated.Tests;

/// <summary>The generated client, the real runtime, a real socket and the emulator, without waiting times.</summary>
internal sealed class EmulatedKling : IAsyncDisposable
{
    private EmulatedKling(FalEmulator emulator, FalClient fal)
    {
        Emulator = emulator;
        Fal = fal;
    }

    public FalEmulator Emulator { get; }

    public FalClient Fal { get; }

    public KlingImageV3TextToImageClient Kling => Fal.KlingImageV3TextToImage();

    public static async Task<EmulatedKling> StartAsync(FalEmulatorTiming? timing = null, Action<FalClientOptions>? configure = null, TimeProvider? clock = null)
    {
        FalEmulator emulator = await FalEmulator.StartAsync(new()
        {
            Schemas = { Repository.File("schemas") },
            Timing = timing ?? FalEmulatorTiming.Instant,
            DrawPictures = false,
            TimeProvider = clock ?? TimeProvider.System,
        });
        FalClientOptions options = FalClientOptions.ForEmulator(emulator.Address);
        configure?.Invoke(options);
        return new EmulatedKling(emulator, new FalClient(options));
    }

    public async ValueTask DisposeAsync()
    {
        Fal.Dispose();
        await Emulator.DisposeAsync();
    }
}
