using System.Globalization;
using Batches.Tests.Store;
using KlingGen.Batches;

namespace Batches.Tests.Model;

/// <summary>What may happen to a batch.</summary>
internal enum Happening
{
    Lease, LeaseOne, Begin, BeginTwice, Submitted, NotSent, Throttled, AccountRefused, EndpointRefused, Refused, UnknownAnswer, UnknownCandidate, Result, Failure, ForeignResult, ResultTwice, Polls, Download,
    Downloaded, DownloadLost, Sweep, LeaseEnds, Hours, Pause, Resume, Cancel, LowBudget, HighBudget, RetryFailed, RetryUnknown, RetryNeverBought,
}

/// <summary>
/// A batch of few jobs to which anything happens, by workers that may be dead for long: every attempt that was ever leased may still answer. After each event the book is audited,
/// every change of a state must be one that the event may make, and nothing is sent more often than proofs and people allow.
/// </summary>
internal sealed class History(SqlBatchStore store, Action<TimeSpan> advance, string id, bool folder, Dictionary<(FalBatchJobState From, FalBatchJobState To), int> seen)
{
    public const int Jobs = 4;

    private readonly List<FalBatchJobKey> _attempts = [];
    private readonly HashSet<FalBatchJobKey> _bought = [];
    private readonly HashSet<FalBatchJobKey> _finished = [];
    private readonly Dictionary<long, int> _sent = [];
    private readonly Dictionary<long, int> _allowed = [];
    private Dictionary<long, FalBatchJobState> _states = [];
    private long _sequence;
    private decimal _budget = 2m;

    public async Task StartAsync()
    {
        await store.CreateAsync(StoreContract.Definition(id, _budget, folder: folder ? "files" : null, account: id));
        await store.AppendAsync(id, 1, [.. Enumerable.Range(1, Jobs).Select(StoreContract.Line)]);
        await store.SealAsync(id);
        _states = await StatesAsync();
        foreach (long number in _states.Keys)
            (_sent[number], _allowed[number]) = (0, 1);
    }

    public async Task ApplyAsync(Happening happening, int pick)
    {
        FalBatchJobKey job = _attempts.Count == 0 ? new FalBatchJobKey(id, (pick % Jobs) + 1, 1) : pick % 2 == 0 ? _attempts[^((pick % Math.Min(3, _attempts.Count)) + 1)] : _attempts[pick % _attempts.Count];
        Dictionary<long, FalBatchJobState> before = _states;
        switch (happening)
        {
            case Happening.Lease or Happening.LeaseOne:
                _attempts.AddRange((await store.LeaseAsync(StoreContract.Request(happening == Happening.Lease ? Jobs : 1, slots: 3, id))).Jobs);
                break;
            case Happening.Begin or Happening.BeginTwice:
                for (int time = 0; time < (happening == Happening.Begin ? 1 : 2); time++)
                {
                    // The service has what was sent, unless an answer proves otherwise.
                    foreach (FalBatchIntent intent in await store.BeginSubmitAsync([job], TimeSpan.FromMinutes(2)))
                    {
                        _sent[intent.Key.Number]++;
                        _bought.Add(intent.Key);
                    }
                }

                break;
            case Happening.Submitted or Happening.NotSent or Happening.Throttled or Happening.AccountRefused or Happening.EndpointRefused or Happening.Refused or Happening.UnknownAnswer or Happening.UnknownCandidate:
                await AnswerAsync(job, happening);
                break;
            case Happening.Result or Happening.Failure or Happening.ForeignResult or Happening.ResultTwice:
                for (int time = 0; time < (happening == Happening.ResultTwice ? 2 : 1); time++)
                    await FinishAsync(job, happening, pick);
                break;
            case Happening.Polls:
                await store.TakePollsAsync(new FalBatchPollSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), 10);
                break;
            case Happening.Download:
                await store.TakeDownloadsAsync(TimeSpan.FromMinutes(10), 10);
                break;
            case Happening.Downloaded or Happening.DownloadLost:
                await store.FinishDownloadAsync(job, happening == Happening.Downloaded ? ["file"] : null, "lost");
                break;
            case Happening.Sweep:
                await store.SweepAsync(100, 3);
                break;
            case Happening.LeaseEnds or Happening.Hours:
                advance(happening == Happening.Hours ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(2.5));
                break;
            case Happening.Pause or Happening.Resume or Happening.Cancel:
                // Cancelled for good is the end of all stories: seldom.
                if (happening != Happening.Cancel || pick % 8 == 0)
                    await store.SetStateAsync(id, happening switch { Happening.Pause => FalBatchState.Paused, Happening.Resume => FalBatchState.Running, _ => FalBatchState.Cancelled });
                break;
            case Happening.LowBudget or Happening.HighBudget:
                FalBatchStatus status = (await store.FindAsync(id))!;
                _budget = happening == Happening.HighBudget ? 4m : status.Reserved + status.Spent;
                await store.SetBudgetAsync(id, _budget);
                break;
            case Happening.RetryFailed:
                await store.RetryFailedAsync(id, null, 100);
                break;
            case Happening.RetryUnknown or Happening.RetryNeverBought:
                await store.RetryUnknownAsync(id, [job.Number], happening == Happening.RetryNeverBought);
                break;
        }

        _states = await StatesAsync();
        foreach ((long number, FalBatchJobState state) in _states)
            Check(happening, number, before[number], state);
        await Audit.CheckAsync(store, id);
        FalBatchStatus now = (await store.FindAsync(id))!;
        Assert.True(now.LastSequence >= _sequence, "the order of events went back");
        _sequence = now.LastSequence;
    }

    private async Task AnswerAsync(FalBatchJobKey job, Happening happening)
    {
        // One attempt has one answer: what the service has is never proven unsent, and the other way round.
        bool proof = happening is Happening.NotSent or Happening.Throttled or Happening.AccountRefused or Happening.EndpointRefused or Happening.Refused;
        if (proof && _finished.Contains(job))
            return;
        if (proof && _bought.Contains(job))
            _bought.Remove(job);
        else if (!proof && !_bought.Contains(job))
            return;
        FalBatchAnswerKind kind = happening switch
        {
            Happening.Submitted => FalBatchAnswerKind.Submitted,
            Happening.NotSent => FalBatchAnswerKind.NotSent,
            Happening.Throttled => FalBatchAnswerKind.Throttled,
            Happening.AccountRefused => FalBatchAnswerKind.AccountRefused,
            Happening.EndpointRefused => FalBatchAnswerKind.EndpointRefused,
            Happening.Refused => FalBatchAnswerKind.InputRefused,
            _ => FalBatchAnswerKind.Unknown,
        };
        await store.AnswerAsync(
            [new FalBatchAnswer { Key = job, Kind = kind, Handle = happening is Happening.Submitted or Happening.UnknownCandidate ? StoreContract.Handle(job) : null, After = TimeSpan.FromSeconds(1) }]);
    }

    private async Task FinishAsync(FalBatchJobKey job, Happening happening, int pick)
    {
        // The service has no news of what it never had.
        if (!_bought.Contains(job))
            return;
        _finished.Add(job);
        await store.FinishAsync(
        [
            new FalBatchOutcome
            {
                Key = job,
                RequestId = happening == Happening.ForeignResult ? "foreign" : StoreContract.Handle(job).RequestId,
                Result = happening == Happening.Failure ? null : "{}",
                Error = happening == Happening.Failure ? "failed" : null,
                BillableUnits = (pick % 3) switch { 0 => null, 1 => 0, _ => 2 },
            },
        ]);
    }

    private async Task<Dictionary<long, FalBatchJobState>> StatesAsync() => (await store.ReadJobsAsync(id, null, 0, 100)).ToDictionary(static job => job.Number, static job => job.State);

    private void Check(Happening happening, long number, FalBatchJobState from, FalBatchJobState to)
    {
        if (from != to)
        {
            seen[(from, to)] = seen.GetValueOrDefault((from, to)) + 1;
            Assert.True(MayChange(happening, from, to), string.Create(CultureInfo.InvariantCulture, $"{happening} took job {number} from {from} to {to}"));
            // Proof that nothing was bought, or a person, allows another send. A failure was bought, or refused; only a person retries it.
            if (to == FalBatchJobState.Planned && from is FalBatchJobState.Submitting or FalBatchJobState.Unknown or FalBatchJobState.Failed)
                _allowed[number]++;
        }

        Assert.True(_sent[number] <= _allowed[number], $"job {number} was sent {_sent[number]} times, and {_allowed[number]} are allowed");
    }

    /// <summary>The state machine, written a second time: as a table.</summary>
    private static bool MayChange(Happening happening, FalBatchJobState from, FalBatchJobState to) => (happening, from, to) switch
    {
        (Happening.Lease or Happening.LeaseOne, FalBatchJobState.Planned, FalBatchJobState.Leased) => true,
        (Happening.Begin or Happening.BeginTwice, FalBatchJobState.Leased, FalBatchJobState.Submitting) => true,
        (Happening.Submitted, FalBatchJobState.Submitting or FalBatchJobState.Unknown, FalBatchJobState.Submitted) => true,
        (Happening.NotSent, FalBatchJobState.Leased, FalBatchJobState.Planned) => true,
        (Happening.NotSent or Happening.Throttled or Happening.AccountRefused or Happening.EndpointRefused, FalBatchJobState.Submitting or FalBatchJobState.Unknown, FalBatchJobState.Planned) => true,
        (Happening.Refused, FalBatchJobState.Submitting or FalBatchJobState.Unknown, FalBatchJobState.Failed) => true,
        (Happening.UnknownAnswer or Happening.UnknownCandidate, FalBatchJobState.Submitting, FalBatchJobState.Unknown) => true,
        (Happening.Result or Happening.ResultTwice or Happening.ForeignResult, not (FalBatchJobState.Completed or FalBatchJobState.Downloaded or FalBatchJobState.Failed or FalBatchJobState.Cancelled), FalBatchJobState.Completed) => true,
        (Happening.Failure, not (FalBatchJobState.Completed or FalBatchJobState.Downloaded or FalBatchJobState.Failed or FalBatchJobState.Cancelled), FalBatchJobState.Failed) => true,
        (Happening.Downloaded, FalBatchJobState.Completed, FalBatchJobState.Downloaded) => true,
        (Happening.Sweep, FalBatchJobState.Leased, FalBatchJobState.Planned or FalBatchJobState.Failed or FalBatchJobState.Cancelled) => true,
        (Happening.Sweep, FalBatchJobState.Submitting, FalBatchJobState.Unknown) => true,
        (Happening.Sweep, FalBatchJobState.Planned, FalBatchJobState.Cancelled) => true,
        (Happening.RetryFailed, FalBatchJobState.Failed, FalBatchJobState.Planned) => true,
        (Happening.RetryUnknown or Happening.RetryNeverBought, FalBatchJobState.Unknown, FalBatchJobState.Planned) => true,
        _ => false,
    };
}
