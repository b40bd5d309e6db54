using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen;
using KlingGen.Batches;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Microsoft.Extensions.Time.Testing;
using Op = KlingGen.Emulator.FalOperation;

namespace Batches.Tests.Hostile;

/// <summary>A database that is full, may not be written, is cut off, or is none: nothing is bought behind its back, and everything is said in words.</summary>
public sealed class SqliteDamageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("klinggen-batches-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private FalEmulator _emulator = null!;
    private FalClient _fal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder.FullName, "batches.db");

    public async ValueTask InitializeAsync()
    {
        _emulator = await FalEmulator.StartAsync(
            new FalEmulatorOptions { Schemas = { Repository.File("schemas/kling-image-v3-text-to-image.json") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, Stop);
        _fal = new FalClient(FalClientOptions.ForEmulator(_emulator.Address, FalEmulator.DefaultApiKey));
    }

    public async ValueTask DisposeAsync()
    {
        _fal.Dispose();
        await _emulator.DisposeAsync();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_full_disk_stops_the_buying_and_the_batch_goes_on_when_there_is_place()
    {
        await using (FalBatches batches = await OpenAsync())
            await batches.CreateAsync(_fal.Endpoint(Rig.Kling), Rig.Prompts(200), new() { Id = "full" }, Stop);
        long pages = new FileInfo(FilePath).Length / 4096;
        int failures = 0;
        var clock = new ImmediateTime();
        await using (FalBatches full = await OpenAsync($"PRAGMA max_page_count = {pages + 4};", worker: worker => worker with { TimeProvider = clock }))
        {
            for (int round = 0; round < 40; round++)
            {
                try
                {
                    // An answer is kept until it can be stored, or the program is asked to end.
                    using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
                    clock.OnPause = () => stopping.Cancel();
                    await full.Worker.RunOnceAsync(stopping.Token);
                }
                catch (FalBatchStoreException error)
                {
                    Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
                    Assert.True(error.IsTransient);
                    failures++;
                }

                _time.Advance(TimeSpan.FromMinutes(1));
            }
        }

        Assert.NotEqual(0, failures);
        await using FalBatches again = await OpenAsync();
        FalBatch batch = await again.OpenAsync("full", Stop);
        FalBatchStatus status = await batch.GetStatusAsync(Stop);
        Assert.InRange(status.Completed, 1, 199);
        for (int round = 0; round < 200 && !status.IsIdle; round++)
        {
            await again.Worker.RunOnceAsync(Stop);
            _time.Advance(TimeSpan.FromSeconds(5));
            status = await batch.GetStatusAsync(Stop);
        }

        await Audit.CheckAsync((SqlBatchStore)again.Store);
        // Without place there is no intent, and without intent no purchase: no more is unknown than was being sent when the disk was full.
        Assert.Equal(200, status.Completed + status.Unknown);
        Assert.InRange(status.Unknown, 0, 8);
        _emulator.Journal.AssertNothingPaidTwice();
    }

    [Fact]
    public async Task An_answer_that_cannot_be_stored_is_kept_until_it_can()
    {
        await using FalBatches batches = await OpenAsync();
        FalBatch batch = await batches.CreateAsync(_fal.Endpoint(Rig.Kling), Rig.Prompts(1), null, Stop);
        var broken = new BrokenStore(batches.Store) { Failures = 3 };
        var worker = new FalBatchWorker(broken, _fal, new FalBatchWorkerOptions { TimeProvider = new ImmediateTime() });
        Assert.Equal(1, await worker.SubmitAsync(await worker.LeaseAsync(1, Stop), Stop));
        Assert.Equal((0, 1), (broken.Failures, (await batch.GetStatusAsync(Stop)).Submitted));
    }

    [Fact]
    public async Task A_file_that_may_not_be_written_is_refused_in_words_and_nothing_is_sent()
    {
        await using (FalBatches batches = await OpenAsync())
            await batches.CreateAsync(_fal.Endpoint(Rig.Kling), Rig.Prompts(3), new() { Id = "read-only" }, Stop);
        // For whoever may write everything, the file says it itself.
        await using FalBatches readOnly = await OpenAsync("PRAGMA query_only = ON;", migrate: false);
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => readOnly.Worker.RunOnceAsync(Stop));
        Assert.Contains("cannot be written. Give this user the right", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        _emulator.Journal.AssertNothingSubmitted();
    }

    [Fact]
    public async Task A_folder_that_is_not_there_and_a_file_that_is_no_database_are_named()
    {
        await using IFalBatchStore nowhere = FalBatchStores.Sqlite(Path.Combine(_folder.FullName, "no", "such", "folder.db"));
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => nowhere.OpenAsync(Stop));
        Assert.Contains("cannot be opened. Check that the folder is there", error.Message, StringComparison.Ordinal);
        Assert.Contains("folder.db", error.Message, StringComparison.Ordinal);

        await File.WriteAllTextAsync(FilePath, new string('x', 8192), Stop);
        await using IFalBatchStore text = FalBatchStores.Sqlite(FilePath);
        error = await Assert.ThrowsAsync<FalBatchStoreException>(() => text.OpenAsync(Stop));
        Assert.Contains("is not a database", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_file_that_was_cut_off_or_overwritten_is_whole_or_refused_in_words(int seed)
    {
        // Not cryptography: the places repeat with the seed.
#pragma warning disable CA5394
        await using (FalBatches batches = await OpenAsync())
        {
            FalBatch batch = await batches.CreateAsync(_fal.Endpoint(Rig.Kling), Rig.Prompts(300), new() { Id = "cut" }, Stop);
            for (int round = 0; round < 4; round++)
            {
                await batches.Worker.RunOnceAsync(Stop);
                _time.Advance(TimeSpan.FromSeconds(2));
            }
        }

        byte[] whole = await File.ReadAllBytesAsync(FilePath, Stop);
        var dice = new Random(Seeds.Of(seed));
        int refused = 0, opened = 0;
        for (int cut = 0; cut < 25; cut++)
        {
            byte[] damaged = [.. whole];
            if (cut % 2 == 0)
                Array.Resize(ref damaged, dice.Next(0, whole.Length));
            else
                dice.NextBytes(damaged.AsSpan(4096 * dice.Next(0, whole.Length / 4096), 4096));
            string path = Path.Combine(_folder.FullName, $"cut-{cut}.db");
            await File.WriteAllBytesAsync(path, damaged, Stop);
            await using var store = new SqlBatchStore(new SqliteDialect(path, _time));
            try
            {
                await store.OpenAsync(Stop);
                if (await store.FindAsync("cut", Stop) is not null)
                {
                    await store.LeaseAsync(StoreContract.Request(5, account: "default"), Stop);
                    await store.ReadJobsAsync("cut", null, 0, 1000, Stop);
                }

                opened++;
            }
            catch (FalBatchStoreException error)
            {
                Assert.Contains(path, error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
#pragma warning restore CA5394

        Assert.NotEqual(0, refused);
        Assert.Equal(25, refused + opened);
    }

    [Fact]
    public async Task A_log_that_was_cut_off_as_by_a_power_cut_leaves_a_whole_state()
    {
        await using FalBatches batches = await OpenAsync();
        await batches.CreateAsync(_fal.Endpoint(Rig.Kling), Rig.Prompts(50), new() { Id = "power" }, Stop);
        for (int round = 0; round < 3; round++)
        {
            await batches.Worker.RunOnceAsync(Stop);
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        byte[] file = await ReadAsync(FilePath), log = await ReadAsync(FilePath + "-wal");
        Assert.NotEmpty(log);
        for (int cut = 0; cut <= 40; cut++)
        {
            string path = Path.Combine(_folder.FullName, $"power-{cut}.db");
            await File.WriteAllBytesAsync(path, file, Stop);
            await File.WriteAllBytesAsync(path + "-wal", log[..(int)(log.LongLength * cut / 40)], Stop);
            await using var store = new SqlBatchStore(new SqliteDialect(path, _time));
            await store.OpenAsync(Stop);
            // Whatever was committed last, the counters are those of the rows.
            await Audit.CheckAsync(store);
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(-400)]
    public async Task A_clock_that_leaps_loses_nothing_and_buys_nothing_twice(int days)
    {
        await using FalBatches batches = await OpenAsync(worker: static worker => worker with { MaxInFlight = 10, MaxSubmits = 2 });
        FalBatch batch = await batches.CreateAsync(_fal.Endpoint(Rig.Kling), Rig.Prompts(30), null, Stop);
        IReadOnlyList<FalBatchJobKey> leased = await batches.Worker.LeaseAsync(4, Stop);
        await batches.Worker.SubmitAsync(leased.Take(2).ToArray(), Stop);
        _leap = TimeSpan.FromDays(days);
        FalBatchStatus status = await batch.GetStatusAsync(Stop);
        for (int round = 0; round < 100 && !status.IsIdle; round++)
        {
            await batches.Worker.RunOnceAsync(Stop);
            _time.Advance(TimeSpan.FromMinutes(1));
            status = await batch.GetStatusAsync(Stop);
        }

        await Audit.CheckAsync((SqlBatchStore)batches.Store);
        Assert.Equal((30, 0, 0), (status.Completed, status.Unknown, status.Failed));
        Assert.Equal(30, _emulator.Journal.Count(Op.Submit));
        _emulator.Journal.AssertNothingPaidTwice();
    }

    private TimeSpan _leap;

    private async Task<FalBatches> OpenAsync(string? pragma = null, bool migrate = true, Func<FalBatchWorkerOptions, FalBatchWorkerOptions>? worker = null)
    {
        var store = new SqlBatchStore(new SqliteDialect(FilePath, new LeapingTime(this)) { ExtraPragma = pragma });
        FalBatchWorkerOptions options = worker?.Invoke(new FalBatchWorkerOptions()) ?? new FalBatchWorkerOptions();
        // Where opening needs no change, a store that may not write opens too.
        return migrate || pragma is null ? await FalBatches.OpenAsync(store, _fal, options, Stop) : await FalBatches.OpenAsync(new AlreadyOpen(store), _fal, options, Stop);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Stop);
        return bytes;
    }

    /// <summary>The clock of the test, which may be put forward and back.</summary>
    private sealed class LeapingTime(SqliteDamageTests test) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => test._time.GetUtcNow() + test._leap;
    }

    /// <summary>A clock whose pauses are over at once.</summary>
    private sealed class ImmediateTime : TimeProvider
    {
        public Action? OnPause { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            OnPause?.Invoke();
            return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
