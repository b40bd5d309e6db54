using KlingGen.Emulator.Auth;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Files;
using KlingGen.Emulator.Outputs;
using KlingGen.Emulator.Passthrough;
using KlingGen.Emulator.Queue;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Calls;

/// <summary>The parts of one emulator, put together in one place.</summary>
internal sealed class EmulatorServices : IDisposable
{
    private readonly Agenda _agenda;

    public EmulatorServices(FalEmulatorOptions options)
    {
        if (options is { Record: not null, Replay: not null })
            throw new ArgumentException($"{nameof(FalEmulatorOptions)}.{nameof(options.Record)} and {nameof(options.Replay)} are both set; set one.", nameof(options));
        Context = new EmulatorContext(options);
        Catalog = EndpointCatalog.Load(options.Schemas);
        Journal = new FalJournal();
        Faults = new FalFaults();
        if (options.FaultFile is { } file)
            Faults.AddLines(File.ReadAllText(file));
        Files = new FileStore(Clock);
        Tokens = new TokenStore(options);
        Replay = options.Replay is { } replay ? new Replay(replay, Files) : null;
        Recorder = options.Record is { } record ? new Recorder(Context, record) : null;
        Outputs = new OutputMaker(Context, Files, Replay?.Recordings);
        Runs = new ModelRuns(this);
        _agenda = new Agenda(Clock);
        Billing = new FalBilling(options);
        Webhooks = new FalWebhooks(Context);
        Queue = new JobQueue(options, Billing, Webhooks, _agenda);
    }

    public EmulatorContext Context { get; }

    public FalEmulatorOptions Options => Context.Options;

    public TimeProvider Clock => Context.Clock;

    public EndpointCatalog Catalog { get; }

    public FalJournal Journal { get; }

    public FalFaults Faults { get; }

    public FileStore Files { get; }

    public TokenStore Tokens { get; }

    /// <summary>The recordings that answer; null without.</summary>
    public Replay? Replay { get; }

    /// <summary>What passes calls on to the service; null where the emulator answers itself.</summary>
    public Recorder? Recorder { get; }

    public OutputMaker Outputs { get; }

    public ModelRuns Runs { get; }

    public FalBilling Billing { get; }

    public FalWebhooks Webhooks { get; }

    public JobQueue Queue { get; }

    public void Dispose()
    {
        if (Context.IsStopped)
            return;

        Context.Stop();
        _agenda.Dispose();
        Webhooks.Dispose();
        Context.Dispose();
    }
}
