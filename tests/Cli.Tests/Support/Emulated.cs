using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Support;

/// <summary>An emulator that serves the schemas of this repository.</summary>
public sealed class Emulated : IAsyncLifetime
{
    public FalEmulator Emulator { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") } }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}
