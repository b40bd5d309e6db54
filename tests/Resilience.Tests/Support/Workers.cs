using System.Collections.Concurrent;

namespace Resilience.Tests.Support;

/// <summary>Shares many small cells among a few workers, each with an emulator of its own, so that faults of one cell never strike another.</summary>
internal static class Workers
{
    public static async Task RunAsync<T>(IEnumerable<T> cells, int workers, Func<Rig, T, Task> run, Action<KlingGen.Emulator.FalEmulatorOptions>? configure = null, Func<Transport>? transport = null)
    {
        var queue = new ConcurrentQueue<T>(cells);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            await using Rig rig = await Rig.StartAsync(configure, transport?.Invoke());
            while (queue.TryDequeue(out T? cell))
                await run(rig, cell);
        })));
    }
}
