using KlingGen;
using KlingGen.Batches;

// Address of the emulator, key, store (a file, for SQLite; schema@connection string), batch, number of jobs; "careless" as the last word leaves the intent out.
if (args.Length < 5)
{
    await Console.Error.WriteLineAsync("usage: Batches.Host <address> <key> <store> <batch> <jobs> [careless]");
    return 2;
}

// Leases are short, so that a life begins where the one before has ended.
var options = new FalBatchWorkerOptions { MaxSubmits = 4, MaxLeases = 1000, Lease = TimeSpan.FromSeconds(1), IdlePause = TimeSpan.FromMilliseconds(20), Polls = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)), UnknownTakesSlot = TimeSpan.Zero };
FalClientOptions client = FalClientOptions.ForEmulator(new Uri(args[0]), args[1]);
// An answer on this machine comes at once; what takes longer is lost with the life before.
client.RequestTimeout = TimeSpan.FromSeconds(1);
using var fal = new FalClient(client);
// A file, or schema@connection string.
int at = args[2].IndexOf("@Host=", StringComparison.Ordinal);
await using IFalBatchStore store = at < 0 ? FalBatchStores.Sqlite(args[2]) : FalBatchStores.PostgreSql(args[2][(at + 1)..], args[2][..at]);
if (args[^1] == "careless")
    ((SqlBatchStore)store).SkipIntentForTests = true;
await using FalBatches batches = await FalBatches.OpenAsync(store, fal, options);
int jobs = int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture);
FalBatch batch = await batches.CreateAsync(
    fal.Endpoint("fal-ai/kling-image/v3/text-to-image"), Enumerable.Range(1, jobs).Select(static number => FalJson.Parse($$"""{"prompt":"{{number}}"}""")), new() { Id = args[3], Budget = jobs * 0.028m, CostPerJob = 0.028m });
using var stop = new CancellationTokenSource();
Task work = batches.Worker.RunAsync(stop.Token);
long events = 0;
await foreach (FalBatchEvent done in batch.FollowAsync())
    events = done.Sequence;
await stop.CancelAsync();
await work;
await Console.Out.WriteLineAsync($"{events} events");
return 0;
