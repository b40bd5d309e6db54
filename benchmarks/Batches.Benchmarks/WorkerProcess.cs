using System.Diagnostics;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;

namespace Batches.Benchmarks;

/// <summary>A worker in a process of its own, to be killed.</summary>
internal sealed class WorkerProcess : IDisposable
{
    public const int MaxSubmits = 32;

    private readonly Process _process;

    public WorkerProcess(Uri emulator, string store, bool careless) =>
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [careless ? "careless-worker" : "worker", emulator.AbsoluteUri, store]) { RedirectStandardInput = true })!;

    /// <summary>What memory it takes, or has taken.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    public static async Task WorkAsync(Uri emulator, string address, bool careless)
    {
        FalClientOptions options = FalClientOptions.ForEmulator(emulator, FalEmulator.DefaultApiKey);
        options.RequestTimeout = TimeSpan.FromSeconds(5);
        using var fal = new FalClient(options);
        await using IFalBatchStore store = Database.Open(address);
        ((SqlBatchStore)store).SkipIntentForTests = careless;
        await using FalBatches batches = await OpenAsync(store, fal, new FalBatchWorkerOptions
        {
            MaxInFlight = 1000,
            MaxSubmits = MaxSubmits,
            MaxReads = 16,
            MaxLeases = 1000,
            Lease = TimeSpan.FromSeconds(5),
            UnknownTakesSlot = TimeSpan.Zero,
            IdlePause = TimeSpan.FromMilliseconds(200),
            Polls = new FalBatchPollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
        });
        using var stop = new CancellationTokenSource();
        Task work = batches.Worker.RunAsync(stop.Token);
        // Until whoever started it closes the input, or is gone.
        await Console.In.ReadToEndAsync();
        await stop.CancelAsync();
        await work;
    }

    /// <summary>As an orchestrator does: a worker whose database is restarting starts again.</summary>
    private static async Task<FalBatches> OpenAsync(IFalBatchStore store, FalClient fal, FalBatchWorkerOptions options)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await FalBatches.OpenAsync(store, fal, options);
            }
            catch (FalBatchStoreException error) when (error.IsTransient && attempt < 100)
            {
                await Task.Delay(200);
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
