using Batches.Tests.Store;
using KlingGen.Batches;

namespace Batches.Tests.Model;

/// <summary>
/// Several programs on one database that do anything at the same time, with each other's attempts too. The service's side is kept beside: an attempt that was sent has one fate,
/// and a job may be sent once more only after a proof or a person's word.
/// </summary>
internal sealed class Crowd(TestDatabase database, int seed) : IAsyncDisposable
{
    public const int Slots = 12;
    private const int Programs = 6, Jobs = 40, StepsBetweenChecks = 25;
    private static readonly string[] Batches = ["one", "two"];

    private readonly SqlBatchStore[] _stores = [.. Enumerable.Range(0, Programs).Select(_ => database.NewStore())];
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];
    private readonly Dictionary<(string, long), int> _sent = [];
    private readonly Dictionary<(string, long), int> _allowed = [];
    private readonly Dictionary<string, List<long>> _followed = Batches.ToDictionary(static id => id, static _ => new List<long>());

    public int Changes { get; private set; }

    public async Task StartAsync()
    {
        // All of them make the tables at the same time.
        await Task.WhenAll(_stores.Select(static store => Task.Run(() => store.OpenAsync())));
        foreach (string id in Batches)
        {
            await _stores[0].CreateAsync(StoreContract.Definition(id, budget: 100m, maxInFlight: 8, folder: id == "two" ? "files" : null));
            await _stores[0].AppendAsync(id, 1, [.. Enumerable.Range(1, Jobs).Select(StoreContract.Line)]);
            await _stores[0].SealAsync(id);
        }
    }

    public async Task RunAsync(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            int number = round;
            await Task.WhenAll(_stores.Select((store, program) => Task.Run(() => StepsAsync(store, new Random((seed * 1000) + (number * Programs) + program)))));
            await Task.WhenAll(Batches.Select(FollowAsync));
            await CheckAsync();
            database.Advance(TimeSpan.FromMinutes(round % 2 == 0 ? 0.5 : 2.5));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (SqlBatchStore store in _stores)
            await store.DisposeAsync();
    }

    // Not cryptography: the steps of a program repeat with the seed, what they meet does not.
#pragma warning disable CA5394
    private async Task StepsAsync(SqlBatchStore store, Random dice)
    {
        for (int step = 0; step < StepsBetweenChecks; step++)
        {
            string id = Batches[dice.Next(Batches.Length)];
            long number = dice.Next(1, Jobs + 1);
            switch (dice.Next(20))
            {
                case < 4:
                    Add((await store.LeaseAsync(StoreContract.Request(dice.Next(1, 6), Slots) with { UnknownTakesSlot = TimeSpan.FromDays(30) })).Jobs);
                    break;
                case < 9 when Pick(dice) is { } attempt:
                    await BeginAsync(store, attempt);
                    break;
                case < 13 when Pick(dice) is { } attempt:
                    await AnswerAsync(store, attempt, dice);
                    break;
                case < 15 when Pick(dice) is { Fate: Fate.Bought } attempt:
                    Count(await store.FinishAsync([new FalBatchOutcome { Key = attempt.Key, RequestId = StoreContract.Handle(attempt.Key).RequestId, Result = dice.Next(3) == 0 ? null : "{}", BillableUnits = dice.Next(3) }]) is [FalBatchFinish.Stored]);
                    break;
                case < 16:
                    await store.TakePollsAsync(new FalBatchPollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), 5);
                    break;
                case < 17:
                    foreach (FalBatchDownload download in await store.TakeDownloadsAsync(TimeSpan.FromMinutes(1), 2))
                        Count(await store.FinishDownloadAsync(download.Key, ["file"]));
                    break;
                case < 18:
                    await store.SweepAsync(5, 1000);
                    break;
                case < 19:
                    bool failed = dice.Next(2) == 0;
                    int again = failed ? await store.RetryFailedAsync(id, [number], 10) : await store.RetryUnknownAsync(id, [number], dice.Next(2) == 0);
                    Allow((id, number), again);
                    break;
                default:
                    // Running more often than not, and with all slots, or little would happen.
                    await store.ReleaseAccountAsync("account");
                    await store.SetStateAsync(id, dice.Next(4) == 0 ? FalBatchState.Paused : FalBatchState.Running);
                    break;
            }
        }
    }

    /// <summary>Two programs begin the same attempt at once: one of them may send it.</summary>
    private async Task BeginAsync(SqlBatchStore store, Attempt attempt)
    {
        using (await attempt.EnterAsync())
        {
            IReadOnlyList<FalBatchIntent>[] intents = await Task.WhenAll(
                Task.Run(() => store.BeginSubmitAsync([attempt.Key], TimeSpan.FromMinutes(2))), Task.Run(() => _stores[0].BeginSubmitAsync([attempt.Key], TimeSpan.FromMinutes(2))));
            int begun = intents.Sum(static list => list.Count);
            Assert.InRange(begun, 0, 1);
            if (begun == 0)
                return;
            attempt.IsSent = true;
            lock (_lock)
                _sent[(attempt.Key.BatchId, attempt.Key.Number)] = _sent.GetValueOrDefault((attempt.Key.BatchId, attempt.Key.Number)) + 1;
            Count(true);
        }
    }

    private async Task AnswerAsync(SqlBatchStore store, Attempt attempt, Random dice)
    {
        using (await attempt.EnterAsync())
        {
            if (!attempt.IsSent)
            {
                // Given back unsent: another lease, and no leave to send twice.
                if (dice.Next(4) == 0)
                    Count((await store.AnswerAsync([new FalBatchAnswer { Key = attempt.Key, Kind = FalBatchAnswerKind.NotSent }]))[0]);
                return;
            }

            if (attempt.Fate == Fate.Open)
                attempt.Fate = dice.Next(3) == 0 ? Fate.NeverHad : Fate.Bought;
            FalBatchAnswerKind kind = attempt.Fate == Fate.Bought
                ? (dice.Next(4) == 0 ? FalBatchAnswerKind.Unknown : FalBatchAnswerKind.Submitted)
                : dice.Next(3) switch { 0 => FalBatchAnswerKind.Throttled, 1 => FalBatchAnswerKind.NotSent, _ => FalBatchAnswerKind.InputRefused };
            bool changed = (await store.AnswerAsync([new FalBatchAnswer { Key = attempt.Key, Kind = kind, Handle = kind == FalBatchAnswerKind.Submitted ? StoreContract.Handle(attempt.Key) : null }]))[0];
            Count(changed);
            if (changed && kind is FalBatchAnswerKind.Throttled or FalBatchAnswerKind.NotSent)
                Allow((attempt.Key.BatchId, attempt.Key.Number), changed ? 1 : 0);
        }
    }
#pragma warning restore CA5394

    private async Task FollowAsync(string id)
    {
        List<long> known = _followed[id];
        foreach (FalBatchEvent done in await _stores[1].ReadEventsAsync(id, known.LastOrDefault(), 1000))
            known.Add(done.Sequence);
    }

    private async Task CheckAsync()
    {
        await Audit.CheckAsync(_stores[0]);
        long live = 0;
        foreach (string id in Batches)
        {
            FalBatchStatus status = (await _stores[0].FindAsync(id))!;
            live += status.Leased + status.Submitting + status.Submitted + status.Unknown;
            // Whoever follows has seen what is there, in its order.
            Assert.Equal(_followed[id].Order().Distinct(), _followed[id]);
            Assert.Empty((await _stores[0].ReadEventsAsync(id, 0, 1000)).Select(static done => done.Sequence).Except(_followed[id]));
        }

        Assert.True(live <= Slots, $"{live} jobs are live or unknown, and the account has {Slots} slots");
        foreach (((string id, long number), int sent) in _sent)
            Assert.True(sent <= 1 + _allowed.GetValueOrDefault((id, number)), $"{id}.{number} was sent {sent} times, and {1 + _allowed.GetValueOrDefault((id, number))} are allowed");
    }

    private void Add(IReadOnlyList<FalBatchJobKey> leased)
    {
        lock (_lock)
        {
            foreach (FalBatchJobKey key in leased)
            {
                Assert.DoesNotContain(_attempts, attempt => attempt.Key == key);
                _attempts.Add(new Attempt(key));
            }
        }
    }

    private Attempt? Pick(Random dice)
    {
        lock (_lock)
        {
            // Those of late more often.
#pragma warning disable CA5394
            return _attempts.Count == 0 ? null : dice.Next(4) == 0 ? _attempts[dice.Next(_attempts.Count)] : _attempts[^dice.Next(1, Math.Min(Slots, _attempts.Count) + 1)];
#pragma warning restore CA5394
        }
    }

    private void Allow((string, long) job, int times)
    {
        lock (_lock)
            _allowed[job] = _allowed.GetValueOrDefault(job) + times;
    }

    private void Count(bool changed)
    {
        lock (_lock)
            Changes += changed ? 1 : 0;
    }

    private enum Fate
    {
        Open,
        Bought,
        NeverHad,
    }

#pragma warning disable CA1001 // A semaphore that nobody waits for by its handle has nothing to dispose.
    private sealed class Attempt(FalBatchJobKey key)
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _turn = new(1);

        public FalBatchJobKey Key { get; } = key;

        public bool IsSent { get; set; }

        public Fate Fate { get; set; }

        public async Task<IDisposable> EnterAsync()
        {
            await _turn.WaitAsync();
            return new Turn(_turn);
        }
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
