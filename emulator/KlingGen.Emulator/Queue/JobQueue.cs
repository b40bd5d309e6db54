using System.Diagnostics.CodeAnalysis;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Queue;

/// <summary>Waiting, working and finished requests of one account; what the outside may ask and do. Time's part is in the other half.</summary>
internal sealed partial class JobQueue(FalEmulatorOptions options, FalBilling billing, FalWebhooks webhooks, Agenda agenda)
{
    private readonly FalEmulatorTiming _timing = options.Timing;
    private readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly List<Job> _waiting = [];
    private int _working;

    /// <summary>Requests that wait.</summary>
    public int Length
    {
        get
        {
            lock (agenda.SyncRoot)
            {
                agenda.CatchUp();
                return _waiting.Count;
            }
        }
    }

    /// <summary>Places of the account that are taken.</summary>
    public int Working
    {
        get
        {
            lock (agenda.SyncRoot)
            {
                agenda.CatchUp();
                return _working;
            }
        }
    }

    public JobSnapshot Submit(EndpointName endpoint, ModelRun run)
    {
        // Evaluated before anybody waits for the lock; the result is read again when the work would begin.
        _ = run.Refusal;
        lock (agenda.SyncRoot)
        {
            DateTimeOffset now = agenda.CatchUp();
            var job = new Job(run.RequestId, endpoint, run) { SubmittedAt = now, Strangers = _timing.QueuePosition, ReadyAt = now + _timing.QueueTime };
            _jobs.Add(job.RequestId, job);
            Enqueue(job);
            JobSnapshot submitted = Snapshot(job, logsFrom: null);

            for (int i = 1; i <= _timing.QueuePosition; i++)
                agenda.At(now + (_timing.QueueTime * i / _timing.QueuePosition), _ => StrangerLeaves(job));
            if (run.Terms.StartWithin is { } limit)
                agenda.At(now + limit, at => GiveUpStarting(job, at));
            agenda.At(job.ReadyAt, StartWhatCan);
            agenda.CatchUp();
            return submitted;
        }
    }

    /// <summary>A slot for a synchronous run; null when all are taken.</summary>
    public IDisposable? TryTakeSlot()
    {
        lock (agenda.SyncRoot)
        {
            agenda.CatchUp();
            if (_working >= options.ConcurrencyLimit)
                return null;

            _working++;
            return new Slot(this);
        }
    }

    /// <summary>The request with this id.</summary>
    public bool TryFind(string? requestId, [NotNullWhen(true)] out Job? job)
    {
        lock (agenda.SyncRoot)
        {
            agenda.CatchUp();
            job = null;
            return requestId is not null && _jobs.TryGetValue(requestId, out job);
        }
    }

    /// <summary>The requests whose work has ended, the latest end first.</summary>
    public IReadOnlyList<Job> Ended()
    {
        lock (agenda.SyncRoot)
        {
            agenda.CatchUp();
            return [.. _jobs.Values.Where(static job => job.State == JobState.Completed).OrderByDescending(static job => job.CompletedAt)];
        }
    }

    /// <summary>The job as it is now.</summary>
    /// <param name="job">The job.</param>
    /// <param name="logsFrom">First log to show; null for none.</param>
    /// <param name="changed">Ends when the snapshot is out of date.</param>
    public JobSnapshot Look(Job job, int? logsFrom, out Task changed)
    {
        lock (agenda.SyncRoot)
        {
            agenda.CatchUp();
            changed = job.Changed;
            return Snapshot(job, logsFrom);
        }
    }

    public CancelAnswer Cancel(Job job)
    {
        lock (agenda.SyncRoot)
        {
            DateTimeOffset now = agenda.CatchUp();
            if (job.State == JobState.Completed)
                return CancelAnswer.AlreadyCompleted;

            if (options.CancelStyle != FalCancelStyle.Ignored)
            {
                job.Run.Fail(ModelFailure.Cancelled());
                Finish(job, now);
                if (options.CancelStyle == FalCancelStyle.Forgotten)
                    _jobs.Remove(job.RequestId);
                agenda.CatchUp();
            }

            return CancelAnswer.Requested;
        }
    }

    private JobSnapshot Snapshot(Job job, int? logsFrom)
    {
        int ours = job.State == JobState.InQueue ? Math.Max(0, _waiting.IndexOf(job)) : 0;
        IReadOnlyList<JobLog>? logs = logsFrom is { } from ? job.Logs[Math.Min(from, job.Logs.Count)..] : null;
        return new JobSnapshot(job, job.State, ours + job.Strangers, logs, job.CompletedAt - job.StartedAt, job.Version);
    }

    private void FreeSlot()
    {
        lock (agenda.SyncRoot)
        {
            _working--;
            StartWhatCan(agenda.CatchUp());
            agenda.CatchUp();
        }
    }

    private sealed class Slot(JobQueue queue) : IDisposable
    {
        private JobQueue? _queue = queue;

        public void Dispose() => Interlocked.Exchange(ref _queue, null)?.FreeSlot();
    }
}
