using KlingGen;
using KlingGen.Batches;

namespace Batches.Tests.Store;

/// <summary>All batches from one database to another.</summary>
public sealed class MoveTests
{
    private const string Id = "batch";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TestDatabase.Sqlite, TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Sqlite, TestDatabase.Postgres)]
    [InlineData(TestDatabase.Postgres, TestDatabase.Sqlite)]
    public async Task Everything_arrives_and_no_worker_goes_on_with_the_source(string from, string to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(from), target = await TestDatabase.CreateAsync(to);
        await using SqlBatchStore old = source.NewStore(), other = target.NewStore();
        await FillAsync(old);
        FalBatchStatus before = (await old.FindAsync(Id, Stop))!;
        IReadOnlyList<FalBatchJob> jobs = await old.ReadJobsAsync(Id, null, 0, 2000, Stop);
        IReadOnlyList<FalBatchEvent> events = await old.ReadEventsAsync(Id, 0, 2000, Stop);
        long rows = 0;

        SqlMoved moved = await SqlMove.RunAsync(old, other, more => rows += more, Stop);

        Assert.Equal((1, jobs.Count), (moved.Batches, (int)moved.Jobs));
        Assert.Equal((2 * jobs.Count) + before.Downloading, rows);
        Assert.Equal(before with { Hold = null }, (await other.FindAsync(Id, Stop))! with { Hold = null });
        Assert.Equal(jobs.Select(Text), (await other.ReadJobsAsync(Id, null, 0, 2000, Stop)).Select(Text));
        Assert.Equal(events.Select(static done => (done.Sequence, done.Job.Number)), (await other.ReadEventsAsync(Id, 0, 2000, Stop)).Select(static done => (done.Sequence, done.Job.Number)));
        await Audit.CheckAsync(other);
        // A worker that had the source open, and one that opens it now.
        await Assert.ThrowsAsync<FalBatchStoreException>(() => old.LeaseAsync(Request(10), Stop));
        await using SqlBatchStore later = source.NewStore();
        Assert.Contains("were moved to another one", (await Assert.ThrowsAnyAsync<FalBatchStoreException>(() => later.OpenAsync(Stop))).Message, StringComparison.Ordinal);
        Assert.NotEmpty((await other.LeaseAsync(Request(10), Stop)).Jobs);
        await using TestDatabase third = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using SqlBatchStore again = third.NewStore();
        await Assert.ThrowsAnyAsync<FalBatchStoreException>(() => SqlMove.RunAsync(later, again, static _ => { }, Stop));
    }

    [Fact]
    public async Task With_a_lease_nothing_is_moved()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(TestDatabase.Sqlite), target = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using SqlBatchStore old = source.NewStore(), other = target.NewStore();
        await FillAsync(old);
        FalBatchJobKey leased = (await old.LeaseAsync(Request(1), Stop)).Jobs[0];
        Assert.Contains("1 jobs are leased", (await Assert.ThrowsAsync<FalBatchStoreException>(() => SqlMove.RunAsync(old, other, static _ => { }, Stop))).Message, StringComparison.Ordinal);
        Assert.Null(await other.FindAsync(Id, Stop));
        Assert.Single(await old.BeginSubmitAsync([leased], TimeSpan.FromMinutes(1), Stop));
    }

    [Theory]
    [InlineData(TestDatabase.Sqlite)]
    [InlineData(TestDatabase.Postgres)]
    public async Task A_crash_between_the_two_leaves_one_at_work_and_the_same_call_finishes(string to)
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(TestDatabase.Sqlite), target = await TestDatabase.CreateAsync(to);
        await using SqlBatchStore old = source.NewStore(), other = target.NewStore();
        await FillAsync(old);
        await Assert.ThrowsAsync<InvalidOperationException>(() => SqlMove.RunAsync(old, other, static _ => { }, Stop, static () => throw new InvalidOperationException("a power cut")));
        // The copy is there, and nobody sends its jobs; the source is at work.
        Assert.Empty((await other.LeaseAsync(Request(10), Stop)).Jobs);
        IReadOnlyList<FalBatchJobKey> jobs = (await old.LeaseAsync(Request(10), Stop)).Jobs;
        Assert.NotEmpty(jobs);
        await old.AnswerAsync([.. jobs.Select(static job => new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.NotSent })], Stop);

        await SqlMove.RunAsync(old, other, static _ => { }, Stop);
        Assert.NotEmpty((await other.LeaseAsync(Request(10), Stop)).Jobs);
        await Audit.CheckAsync(other);
    }

    [Fact]
    public async Task A_batch_that_is_in_both_is_not_overwritten()
    {
        await using TestDatabase source = await TestDatabase.CreateAsync(TestDatabase.Sqlite), target = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using SqlBatchStore old = source.NewStore(), other = target.NewStore();
        await FillAsync(old);
        await FillAsync(other);
        Assert.Contains("is in both", (await Assert.ThrowsAsync<FalBatchStoreException>(() => SqlMove.RunAsync(old, other, static _ => { }, Stop))).Message, StringComparison.Ordinal);
        Assert.NotEmpty((await old.LeaseAsync(Request(1), Stop)).Jobs);
    }

    /// <summary>1,100 jobs: planned, submitted, unknown, failed, completed, downloaded, to be downloaded, bad lines.</summary>
    private static async Task FillAsync(SqlBatchStore store)
    {
        await store.OpenAsync(Stop);
        await store.CreateAsync(StoreContract.Definition(budget: 1000m, maxInFlight: 50, folder: "files"), Stop);
        for (int first = 1; first <= 1100; first += 100)
            await store.AppendAsync(Id, first, [.. Enumerable.Range(first, 100).Select(static number => number % 100 == 7 ? new FalBatchLine { Input = "bad ü", Error = "line: bad" } : StoreContract.Line(number) with { Estimate = 0.25m })], Stop);
        await store.SealAsync(Id, Stop);
        FalBatchJobKey[] jobs = [.. (await store.LeaseAsync(Request(20), Stop)).Jobs];
        await store.BeginSubmitAsync(jobs, TimeSpan.FromMinutes(5), Stop);
        await store.AnswerAsync([.. jobs.Select(static (job, index) => index < 15
            ? new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Submitted, Handle = new FalJobHandle(KlingEndpoint, "r" + job.Number) }
            : new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Unknown, Error = "lost" })], Stop);
        await store.FinishAsync([.. jobs.Take(10).Select(static (job, index) => new FalBatchOutcome { Key = job, RequestId = "r" + job.Number, Result = index < 7 ? """{"a":"日"}""" : null, BillableUnits = 1, Error = index < 7 ? null : "no" })], Stop);
        await store.FinishDownloadAsync(jobs[0], ["a.png", "b.png"], cancellationToken: Stop);
    }

    private const string KlingEndpoint = "fal-ai/kling-image/v3/text-to-image";

    private static string Text(FalBatchJob job) => $"{job with { Files = [] }} {string.Join('|', job.Files)}";

    private static FalBatchLeaseRequest Request(int max) => StoreContract.Request(max, slots: 50);
}
