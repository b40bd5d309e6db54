using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using KlingGen;
using KlingGen.Batches;

namespace Batches.Benchmarks;

/// <summary>What the steps cost, beside the same by hand: both sides in turn, on the same tables, in the same minute.</summary>
internal static class Rates
{
    private const int Slices = 10, Lease = 32;
    private const string Endpoint = "fal-ai/kling-image/v3/text-to-image";

    /// <summary>About as long as the service's for two pictures.</summary>
    public static string Result { get; } = $$$"""{"images":[{"url":"https://v3.fal.media/files/{{{new string('a', 60)}}}.png","content_type":"image/png","file_name":"a.png","file_size":1048576,"width":1024,"height":1024}],"seed":42,"timings":{"inference":1.25}}""";

    public static FalJobHandle Handle(long number) => new(Endpoint, string.Create(CultureInfo.InvariantCulture, $"764cabcf-b745-4b3e-ae38-{number:D12}"));

    public static string Input(int number) => string.Create(CultureInfo.InvariantCulture, $$"""{"prompt":"A lighthouse on a cliff at dusk, picture number {{number}}, painted in oil, wide angle","aspect_ratio":"16:9","num_images":1,"output_format":"png"}""");

    public static async Task MeasureAsync(int jobs)
    {
        await foreach (Database database in Database.BothAsync())
        {
            await using SqlBatchStore store = await database.OpenAsync();
            using DbConnection connection = await database.ConnectAsync();
            var ours = new Dictionary<string, Stopwatch>();
            var theirs = new Dictionary<string, Stopwatch>();
            int slice = jobs / Slices;
            string[] inputs = [.. Enumerable.Range(1, slice).Select(Input)];
            // Once for the JIT, and not counted.
            for (int round = -1; round < Slices; round++)
            {
                bool counts = round >= 0;
                var library = new Steps(store, $"library {round}");
                var hand = new ByHand(database, connection, $"hand {round}");
                await TimeAsync(ours, counts, "import", () => library.ImportAsync(inputs));
                await TimeAsync(theirs, counts, "import", () => hand.ImportAsync(inputs));
                List<FalBatchJobKey> leased = [];
                List<long> numbers = [];
                await TimeAsync(ours, counts, "lease (32 at a time)", async () =>
                {
                    while (leased.Count < slice)
                        leased.AddRange(await library.LeaseAsync(Math.Min(Lease, slice - leased.Count)));
                });
                await TimeAsync(theirs, counts, "lease (32 at a time)", async () =>
                {
                    while (numbers.Count < slice)
                        numbers.AddRange(await hand.LeaseAsync(Math.Min(Lease, slice - numbers.Count)));
                });
                await TimeAsync(ours, counts, "submit (intent and answer)", () => EachAsync(leased, library.SubmitAsync));
                await TimeAsync(theirs, counts, "submit (intent and answer)", () => EachAsync(numbers, hand.SubmitAsync));
                await TimeAsync(ours, counts, "finalise", () => EachAsync(leased, library.FinishAsync));
                await TimeAsync(theirs, counts, "finalise", () => EachAsync(numbers, number => hand.FinishAsync(number, Result)));
                await TimeAsync(ours, counts, "status", () => EachAsync(leased, _ => library.StatusAsync()));
                await TimeAsync(theirs, counts, "status", () => EachAsync(numbers, _ => hand.StatusAsync()));
            }

            Console.WriteLine($"\n| {database.Name}, {jobs:N0} jobs | a second | by hand | ratio of times |\n|---|---|---|---|");
            foreach ((string step, Stopwatch time) in ours)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {step} | {jobs / time.Elapsed.TotalSeconds:N0} | {jobs / theirs[step].Elapsed.TotalSeconds:N0} | {time.Elapsed / theirs[step].Elapsed:F2} |"));
            foreach (int senders in (int[])[8, 32])
            {
                store.MaxGathered = 1;
                double alone = await TogetherAsync(store, $"alone {senders}", jobs, senders);
                store.MaxGathered = 64;
                double together = await TogetherAsync(store, $"together {senders}", jobs, senders);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| whole jobs, {senders} at once, gathered | {together:N0} | {alone:N0} with a transaction each | {alone / together:F2} |"));
            }
        }
    }

    public static FalBatchDefinition Definition(string id) => new() { Id = id, Account = id, EndpointId = Endpoint, CostPerJob = 0.001m, MaxInFlight = 1_000_000 };

    /// <summary>Many senders at once, as a worker has them: how many whole jobs a second.</summary>
    private static async Task<double> TogetherAsync(SqlBatchStore store, string batch, int jobs, int senders)
    {
        var steps = new Steps(store, batch);
        await steps.ImportAsync([.. Enumerable.Range(1, jobs).Select(Input)]);
        var watch = Stopwatch.StartNew();
        int done = 0;
        while (done < jobs)
        {
            IReadOnlyList<FalBatchJobKey> leased = await steps.LeaseAsync(4 * senders);
            await Parallel.ForEachAsync(leased, new ParallelOptions { MaxDegreeOfParallelism = senders }, async (job, _) =>
            {
                await steps.SubmitAsync(job);
                await steps.FinishAsync(job);
            });
            done += leased.Count;
        }

        return jobs / watch.Elapsed.TotalSeconds;
    }

    private static async Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> step)
    {
        foreach (T item in items)
            await step(item);
    }

    private static async Task TimeAsync(Dictionary<string, Stopwatch> times, bool counts, string step, Func<Task> work)
    {
        if (!times.TryGetValue(step, out Stopwatch? watch))
            times.Add(step, watch = new Stopwatch());
        watch.Start();
        await work();
        watch.Stop();
        if (!counts)
            watch.Reset();
    }
}
