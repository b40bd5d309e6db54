using System.Runtime.CompilerServices;
using KlingGen.Emulator;

namespace KlingGen.Testing;

/// <summary>An emulator for the tests of a class or an assembly, with the schema files of the project, which it finds by itself.</summary>
/// <remarks>
/// Has the two methods that test frameworks ask for. xUnit v3: <c>public sealed class Studio : FalEmulatorFixture, IAsyncLifetime;</c> and <c>IClassFixture&lt;Studio&gt;</c>.
/// NUnit: <c>[OneTimeSetUp] public Task StartAsync() => _studio.InitializeAsync().AsTask();</c> and <c>[OneTimeTearDown]</c> with <see cref="DisposeAsync"/>.
/// </remarks>
public class FalEmulatorFixture : IAsyncDisposable
{
    private readonly string _callerFile;
    private FalEmulator? _emulator;

    /// <summary>Creates the fixture; nothing is started yet.</summary>
    /// <param name="callerFile">Filled in by the compiler: where the search for schema files begins.</param>
    public FalEmulatorFixture([CallerFilePath] string callerFile = "") => _callerFile = callerFile;

    /// <summary>The running emulator.</summary>
    /// <exception cref="InvalidOperationException"><see cref="InitializeAsync"/> was not awaited.</exception>
    public FalEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator is not started. Await InitializeAsync first; with xUnit v3 add IAsyncLifetime to the fixture's class.");

    /// <summary>Starts the emulator: no time for a job, plain pictures, and the schema files of the nearest <c>klinggen.lock.json</c> or folder <c>schemas</c> at or above the test's source.</summary>
    /// <returns>A task that ends when it answers.</returns>
    /// <exception cref="FileNotFoundException">There are no schema files; the message lists where they were looked for.</exception>
    public async ValueTask InitializeAsync()
    {
        var options = new FalEmulatorOptions { Timing = FalEmulatorTiming.Instant, DrawPictures = false };
        Configure(options);
        if (options.Schemas.Count == 0)
            options.Schemas.Add(ProjectFiles.Schemas(_callerFile));
        _emulator = await FalEmulator.StartAsync(options).ConfigureAwait(false);
    }

    /// <summary>Stops the emulator.</summary>
    /// <returns>A task that ends when its port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes options before the start. Schema files named here are served instead of those that would be found.</summary>
    /// <param name="options">The options.</param>
    protected virtual void Configure(FalEmulatorOptions options)
    {
    }
}
