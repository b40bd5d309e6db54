using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KlingGen.Emulator.Exchange;

/// <summary>What every part of one emulator knows: its options, its clock, its own address, and whether it is stopping.</summary>
internal sealed class EmulatorContext : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, byte> _notedHeaders = new(StringComparer.OrdinalIgnoreCase);
    private readonly Socket _heldPort = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public EmulatorContext(FalEmulatorOptions options)
    {
        Options = options;
        Stopping = _stopping.Token;
        _heldPort.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        RefusedAddress = new Uri($"http://{_heldPort.LocalEndPoint}/");
    }

    public FalEmulatorOptions Options { get; }

    public TimeProvider Clock => Options.TimeProvider;

    /// <summary>Fires when the emulator is disposed; whatever waits gives up.</summary>
    public CancellationToken Stopping { get; }

    public bool IsStopped => _stopping.IsCancellationRequested;

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

    /// <summary>Lets whatever waits give up.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        _heldPort.Dispose();
        _stopping.Dispose();
    }
}
