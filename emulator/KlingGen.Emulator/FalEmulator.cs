using KlingGen.Emulator.Calls;
using KlingGen.Emulator.Hosting;

namespace KlingGen.Emulator;

/// <summary>The fal protocol on loopback, driven by endpoint documents: queue, runs, files and prices without a key or a network.</summary>
/// <remarks>
/// One listener serves all of the service's hosts as path prefixes: <c>/run/</c>, <c>/queue/</c>, <c>/rest/</c>, <c>/cdn/</c>, <c>/platform/</c>,
/// <c>/web/</c>, and <c>/emulator/</c> for its own switches. Safe to use from many threads. Nothing is written to disk.
/// </remarks>
/// <example><code>
/// await using FalEmulator emulator = await FalEmulator.StartAsync(new FalEmulatorOptions { Schemas = { "schemas" } });
/// </code></example>
public sealed class FalEmulator : IAsyncDisposable
{
    /// <summary>The key that is let in unless the options say otherwise.</summary>
    public const string DefaultApiKey = FalEmulatorOptions.DefaultApiKey;

    private readonly KestrelListener _listener;
    private readonly EmulatorServices _services;

    private FalEmulator(EmulatorServices services, KestrelListener listener)
    {
        _services = services;
        _listener = listener;
    }

    /// <summary>Where the emulator listens, with a trailing slash: <c>http://127.0.0.1:port/</c>, <c>https</c> with a <see cref="FalEmulatorOptions.Certificate"/>.</summary>
    public Uri Address => _services.Context.Origin;

    /// <summary>A base address whose host name resolves nowhere.</summary>
    public static Uri UnresolvableAddress { get; } = new("http://emulator.invalid/");

    /// <summary>A base address that refuses connections as long as this emulator lives: its port is held and nobody listens.</summary>
    public Uri RefusedAddress => _services.Context.RefusedAddress;

    /// <summary>A base address where the TLS handshake fails: https on the emulator's plain port.</summary>
    public Uri BrokenTlsAddress => new UriBuilder(Address) { Scheme = Uri.UriSchemeHttps }.Uri;

    /// <summary>What really arrived, in order of arrival.</summary>
    public FalJournal Journal => _services.Journal;

    /// <summary>What shall go wrong.</summary>
    public FalFaults Faults => _services.Faults;

    /// <summary>How many requests are worked on, each in one of the <see cref="FalEmulatorOptions.ConcurrencyLimit"/> places of the account.</summary>
    public int RequestsInFlight => _services.Queue.Working;

    /// <summary>What the account has paid for.</summary>
    public FalBilling Billing => _services.Billing;

    /// <summary>What is sent when a request that asked for it completes.</summary>
    public FalWebhooks Webhooks => _services.Webhooks;

    internal FalEmulatorPrice PriceOf(string endpointId) => _services.Options.PriceOf(endpointId);

    /// <summary>Ids of the endpoints served, in ordinal order.</summary>
    public IReadOnlyList<string> Endpoints => _services.Catalog.EndpointIds;

    /// <summary>Reads the schemas and starts to listen.</summary>
    /// <param name="options">What to serve and how; the defaults serve no endpoint.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running emulator. Dispose it to free the port; open connections are then cut.</returns>
    /// <exception cref="FileNotFoundException">A path in <see cref="FalEmulatorOptions.Schemas"/> names neither file nor folder.</exception>
    /// <exception cref="InvalidDataException">A named file is not an endpoint document, or a recording is cut off or of another version.</exception>
    /// <exception cref="FormatException">A line of <see cref="FalEmulatorOptions.FaultFile"/> names no fault.</exception>
    /// <exception cref="ArgumentException">A protocol that is not served, or a certificate without its private key.</exception>
    /// <exception cref="IOException">The port is taken, or recordings cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">A schema or a recording must not be read.</exception>
    public static async Task<FalEmulator> StartAsync(FalEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        var services = new EmulatorServices(options ?? new FalEmulatorOptions());
        try
        {
            var listener = await KestrelListener.StartAsync(services, cancellationToken).ConfigureAwait(false);
            return new FalEmulator(services, listener);
        }
        catch
        {
            services.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening and cuts what is still open.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_services.Recorder is { } recorder && !_services.Context.IsStopped)
            await recorder.DisposeAsync().ConfigureAwait(false);
        _services.Dispose();
        await _listener.DisposeAsync().ConfigureAwait(false);
    }
}
