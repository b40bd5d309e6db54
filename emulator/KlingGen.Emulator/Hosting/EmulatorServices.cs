using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using KlingGen.Emulator.Auth;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Files;
using KlingGen.Emulator.Outputs;
using KlingGen.Emulator.Queue;

namespace KlingGen.Emulator.Hosting;

/// <summary>Everything one emulator owns, put together in one place.</summary>
internal sealed class EmulatorServices : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, byte> _notedHeaders = new(StringComparer.OrdinalIgnoreCase);
    private readonly Agenda _agenda;
    private readonly Socket _heldPort = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public EmulatorServices(FalEmulatorOptions options)
    {
        Options = options;
        Stopping = _stopping.Token;
        Clock = options.TimeProvider;
        Catalog = EndpointCatalog.Load(options.Schemas);
        Journal = new FalJournal();
        Faults = new FalFaults();
        if (options.FaultFile is { } file)
            Faults.AddLines(File.ReadAllText(file));
        Files = new FileStore(this);
        Tokens = new TokenStore(this);
        Outputs = new OutputMaker(this);
        _agenda = new Agenda(Clock);
        Billing = new FalBilling(this);
        Webhooks = new FalWebhooks(this);
        Queue = new JobQueue(this, _agenda);
        _heldPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        RefusedAddress = new Uri($"http://{_heldPort.LocalEndPoint}/");
    }

    public FalEmulatorOptions Options { get; }

    public TimeProvider Clock { get; }

    public EndpointCatalog Catalog { get; }

    public FalJournal Journal { get; }

    public FalFaults Faults { get; }

    public FileStore Files { get; }

    public TokenStore Tokens { get; }

    public OutputMaker Outputs { get; }

    public FalBilling Billing { get; }

    public FalWebhooks Webhooks { get; }

    public JobQueue Queue { get; }

    /// <summary>Fires when the emulator is disposed; whatever waits gives up.</summary>
    public CancellationToken Stopping { get; }

    public Uri RefusedAddress { get; }

    /// <summary>Known once the listener is bound.</summary>
    public Uri Origin
    {
        get;
        set => (field, Addresses) = (value, new Addresses(CalledHost.Of(value), CalledHost.Of(value)));
    } = new("http://127.0.0.1/");

    /// <summary>Addresses under the listener's own name.</summary>
    public Addresses Addresses { get; private set; } = new(CalledHost.Of(new Uri("http://127.0.0.1/")), CalledHost.Of(new Uri("http://127.0.0.1/")));

    /// <summary>Writes each unknown header to the log, once.</summary>
    public void NoteUnknownHeaders(FalJournalEntry entry)
    {
        foreach (string name in entry.UnknownHeaders)
        {
            if (_notedHeaders.TryAdd(name, default))
                Options.Logger.UnknownHeader(name);
        }
    }

    public void Dispose()
    {
        if (_stopping.IsCancellationRequested)
            return;

        _stopping.Cancel();
        _agenda.Dispose();
        _heldPort.Dispose();
        Webhooks.Dispose();
        _stopping.Dispose();
    }
}
