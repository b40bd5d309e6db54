using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Money;

/// <summary>
/// Runs batches one after the other on a few emulators and settles the accounts at the end: a submit whose caller has gone may arrive, and be billed, while
/// the next batch runs already. The prompt says whose it was.
/// </summary>
internal static class Bookkeeping
{
    private const int Emulators = 4;

    /// <summary>The input of a job, marked as its batch's.</summary>
    public static FalJson Input(int seed, int images) => FalJson.Parse(new JsonObject { ["prompt"] = $"batch {seed}", ["num_images"] = images }.ToJsonString());

    /// <param name="seeds">The batches.</param>
    /// <param name="configure">What the emulators are like.</param>
    /// <param name="run">Runs a batch; its result is handed to the settling.</param>
    /// <param name="settle">Compares what a batch should have spent with what it did; called for one at a time of an emulator.</param>
    public static async Task RunAsync<T>(IEnumerable<int> seeds, Action<FalEmulatorOptions> configure, Func<FalClient, int, Task<T>> run, Action<Ledger, T> settle)
    {
        var queue = new ConcurrentQueue<int>(seeds);
        await Task.WhenAll(Enumerable.Range(0, Emulators).Select(_ => Task.Run(async () =>
        {
            await using Rig rig = await Rig.StartAsync(configure);
            var results = new Dictionary<int, T>();
            while (queue.TryDequeue(out int seed))
            {
                rig.Emulator.Faults.Clear();
                foreach (FalFault fault in Batch.Of(seed).Faults)
                    rig.Emulator.Faults.Add(fault);
                using FalClient fal = rig.NewClient(static options => options.TimeProvider = new IdleTime());
                results.Add(seed, await run(fal, seed));
            }

            ILookup<int, FalBillingEvent> billed = Billed(rig.Emulator);
            foreach ((int seed, T result) in results)
                settle(new Ledger(seed, billed[seed].Count(), billed[seed].Sum(static billed => billed.Cost)), result);
        })));
    }

    private static ILookup<int, FalBillingEvent> Billed(FalEmulator emulator)
    {
        Dictionary<string, int> batches = emulator.Journal.Entries
            .Where(static entry => entry is { Operation: KlingGen.Emulator.FalOperation.Submit, RequestId: not null })
            .ToDictionary(static entry => entry.RequestId!, static entry => BatchOf(entry.BodyText), StringComparer.Ordinal);
        return emulator.Billing.Events.ToLookup(billed => batches[billed.RequestId]);
    }

    private static int BatchOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return int.Parse(document.RootElement.GetProperty("prompt").GetString()!.AsSpan("batch ".Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>What the emulator's book says of one batch.</summary>
internal sealed record Ledger(int Seed, int Jobs, decimal Spent);
