using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen;
using KlingGen.Batches;

namespace Batches.Tests.Web;

/// <summary>A burst of webhooks over real sockets, a fifth of them twice, in an order of chance. <c>KLINGGEN_WEBHOOKS=100000</c> runs the long form; it prints what it measured.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Chunk = 500;
    private const int Senders = 64;
    private static readonly int Jobs = int.TryParse(Environment.GetEnvironmentVariable("KLINGGEN_WEBHOOKS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 5000;

    [Fact]
    public async Task Of_a_burst_a_fifth_doubled_and_all_reordered_none_is_lost_and_none_counts_twice()
    {
        var signer = new Signer();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-burst-");
        await using var store = (SqlBatchStore)FalBatchStores.Sqlite(Path.Combine(folder.FullName, "batches.db"));
        await store.OpenAsync(Rig.Stop);
        FalBatchJobKey[] jobs = await SubmittedAsync(store);
        await using HookSite site = await HookSite.StartAsync(new Uri("http://127.0.0.1:9"), _ => FalBatchStores.Sqlite(Path.Combine(folder.FullName, "batches.db")), signer);

        var random = new Random(17);
        FalBatchJobKey[] deliveries = [.. jobs, .. jobs.Where(_ => random.Next(5) == 0)];
        random.Shuffle(deliveries);
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        var times = new ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(deliveries, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = Rig.Stop }, async (job, token) =>
        {
            using HttpRequestMessage message = signer.Sign(HookSite.Key.Sign(site.Address, Rig.Kling, job.ToClientJobId()), RequestId(job), $$$"""{"request_id":"{{{RequestId(job)}}}","status":"OK","payload":{"images":[{"url":"https://files.example/{{{job.Number}}}.png"}]}}""");
            long begin = Stopwatch.GetTimestamp();
            using HttpResponseMessage answer = await site.Http.SendAsync(message, token);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            answers.AddOrUpdate(answer.StatusCode, 1, static (_, count) => count + 1);
        });
        watch.Stop();

        Assert.Equal(deliveries.Length, Assert.Single(answers, static answer => answer.Key == HttpStatusCode.OK).Value);
        FalBatchStatus status = (await store.FindAsync("burst", Rig.Stop))!;
        Assert.Equal((Jobs, Jobs, 0L, 0L, 0m, Jobs * 0.25m), ((int)status.Completed, (int)status.LastSequence, status.Submitted, status.Unknown, status.Reserved, status.Spent));
        await Audit.CheckAsync(store);
        IReadOnlyList<FalBatchEvent> events = await store.ReadEventsAsync("burst", 0, Jobs + 1, Rig.Stop);
        Assert.Equal(Enumerable.Range(1, Jobs).Select(static n => (long)n), events.Select(static done => done.Sequence));
        Assert.Equal(Jobs, events.Select(static done => done.Job.Number).Distinct().Count());
        Assert.All(events, static done => Assert.Equal($$"""{"images":[{"url":"https://files.example/{{done.Job.Number}}.png"}]}""", done.Job.Result));
        double[] sorted = [.. times.Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{deliveries.Length} webhooks of {Jobs} jobs in {watch.Elapsed.TotalSeconds:0.0} s: {deliveries.Length / watch.Elapsed.TotalSeconds:0} a second; answered in {sorted[sorted.Length / 2]:0.0} ms (median), {sorted[^1]:0} ms (slowest)"));
        await site.DisposeAsync();
        await store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string RequestId(FalBatchJobKey job) => string.Create(CultureInfo.InvariantCulture, $"request-{job.Number}");

    /// <summary>Jobs that the service has.</summary>
    private static async Task<FalBatchJobKey[]> SubmittedAsync(SqlBatchStore store)
    {
        await store.CreateAsync(new FalBatchDefinition { Id = "burst", Account = "default", EndpointId = Rig.Kling, MaxInFlight = Jobs, CostPerJob = 0.25m }, Rig.Stop);
        for (int first = 1; first <= Jobs; first += Chunk)
            await store.AppendAsync("burst", first, [.. Enumerable.Range(first, Math.Min(Chunk, Jobs - first + 1)).Select(static number => new FalBatchLine { Input = $$"""{"prompt":"{{number}}"}""" })], Rig.Stop);
        await store.SealAsync("burst", Rig.Stop);
        var all = new List<FalBatchJobKey>();
        while (all.Count < Jobs)
        {
            var request = new FalBatchLeaseRequest { Account = "default", AccountSlots = Jobs, Owner = "test", Max = Chunk, Duration = TimeSpan.FromHours(1), UnknownTakesSlot = TimeSpan.Zero };
            IReadOnlyList<FalBatchJobKey> jobs = (await store.LeaseAsync(request, Rig.Stop)).Jobs;
            await store.BeginSubmitAsync(jobs, TimeSpan.FromHours(1), Rig.Stop);
            await store.AnswerAsync([.. jobs.Select(static job => new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Submitted, Handle = new FalJobHandle(Rig.Kling, RequestId(job)) })], Rig.Stop);
            all.AddRange(jobs);
        }

        return [.. all];
    }
}
