using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Batches.Tests.Running;

/// <summary>Several workers on one database, all at work at once, and an emulator on a real socket. Their pauses are short.</summary>
internal sealed class Team : IAsyncDisposable
{
    public const int SubmitsOfWorker = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<(FalBatches Batches, Task Work)> _workers = [];
    private readonly FalClient _fal;

    private Team(FalEmulator emulator)
    {
        Emulator = emulator;
        FalClientOptions options = FalClientOptions.ForEmulator(emulator.Address, FalEmulator.DefaultApiKey);
        // What takes longer is lost with the database's life before.
        options.RequestTimeout = TimeSpan.FromSeconds(2);
        _fal = new FalClient(options);
    }

    public FalEmulator Emulator { get; }

    public FalBatches First => _workers[0].Batches;

    public static async Task<Team> StartAsync(TimeSpan submitTime = default)
    {
        var options = new FalEmulatorOptions { Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false };
        var team = new Team(await FalEmulator.StartAsync(options, Rig.Stop));
        if (submitTime > TimeSpan.Zero)
            team.Emulator.Faults.Add(new FalFault { Operation = KlingGen.Emulator.FalOperation.Submit, Kind = FalFaultKind.Slow, Delay = submitTime });
        return team;
    }

    /// <summary>Another worker, at work from now on.</summary>
    public async Task<FalBatches> AddAsync(IFalBatchStore store, Func<FalBatchWorkerOptions, FalBatchWorkerOptions>? configure = null)
    {
        var options = new FalBatchWorkerOptions
        {
            Owner = $"worker {_workers.Count + 1}",
            MaxSubmits = SubmitsOfWorker,
            MaxLeases = 1000,
            Lease = TimeSpan.FromSeconds(2),
            IdlePause = TimeSpan.FromMilliseconds(200),
            UnknownTakesSlot = TimeSpan.Zero,
            Polls = new FalBatchPollSchedule(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200)),
            TimeProvider = new BriskTime(),
        };
        FalBatches batches = await FalBatches.OpenAsync(store, _fal, configure?.Invoke(options) ?? options, Rig.Stop);
        _workers.Add((batches, Task.Run(() => batches.Worker.RunAsync(_stop.Token))));
        return batches;
    }

    public Task<FalBatch> CreateAsync(int count, FalBatchOptions options, int first = 1) =>
        First.CreateAsync(_fal.Endpoint(Rig.Kling), Enumerable.Range(first, count).Select(static number => FalJson.Parse($$"""{"prompt":"{{number}}"}""")), options, Rig.Stop);

    /// <summary>Follows a batch to its end, as a user does who goes on behind the last event after each trouble of the database.</summary>
    public static async Task<List<FalBatchEvent>> FollowAsync(FalBatch batch, Action<FalBatchEvent>? seen = null)
    {
        var events = new List<FalBatchEvent>();
        // Bounded by the guard; each attempt meets the database as it is then.
        await HangGuard.Within(Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    await foreach (FalBatchEvent done in batch.FollowAsync(events.Count == 0 ? 0 : events[^1].Sequence, Rig.Stop))
                    {
                        events.Add(done);
                        seen?.Invoke(done);
                    }

                    return;
                }
                catch (FalBatchStoreException error) when (error.IsTransient)
                {
                }
            }
        }), "the batch");
        return events;
    }

    /// <summary>Stops the workers, as a host does.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        foreach ((_, Task work) in _workers)
            await HangGuard.Within(work, "a worker");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach ((FalBatches batches, _) in _workers)
            await batches.DisposeAsync();
        _fal.Dispose();
        await Emulator.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Every pause a twentieth as long.</summary>
    private sealed class BriskTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 20 : dueTime, period > TimeSpan.Zero ? period / 20 : period);
    }
}
