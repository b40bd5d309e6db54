using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Queue;

/// <content>What time does to a request. All of it runs under the agenda's lock.</content>
internal sealed partial class JobQueue
{
    /// <summary>Low priority stands behind all normal requests.</summary>
    private void Enqueue(Job job, bool first = false)
    {
        int place = job.Run.Terms.LowPriority
            ? first ? FirstLow() : _waiting.Count
            : first ? 0 : FirstLow();
        _waiting.Insert(place, job);
        MarkWaitingFrom(place + 1);
    }

    private int FirstLow() => _waiting.FindIndex(static job => job.Run.Terms.LowPriority) is >= 0 and var place ? place : _waiting.Count;

    private static void StrangerLeaves(Job job)
    {
        job.Strangers--;
        if (job.State == JobState.InQueue)
            job.MarkChanged();
    }

    private void StartWhatCan(DateTimeOffset now)
    {
        for (int i = 0; i < _waiting.Count && _working < options.ConcurrencyLimit;)
        {
            if (_waiting[i].ReadyAt <= now)
                Start(_waiting[i], now);
            else
                i++;
        }
    }

    private void Start(Job job, DateTimeOffset now)
    {
        _working++;
        Leave(job);
        job.State = JobState.InProgress;
        job.StartedAt = now;
        int attempt = ++job.Attempts;
        job.MarkChanged();

        // The application looks at its input first: a wrong one takes no time, writes no log and costs nothing.
        if (job.Run.Refusal is not null)
        {
            agenda.At(now, at => End(job, attempt, at));
            return;
        }

        IReadOnlyList<(string Message, string Level)> lines = job.Run.LogLines(_timing.LogLines);
        for (int i = 0; i < lines.Count; i++)
        {
            (string message, string level) = lines[i];
            agenda.At(now + (_timing.RunTime * i / lines.Count), at => Log(job, attempt, message, level, at));
        }

        agenda.At(now + _timing.RunTime, at => End(job, attempt, at));
    }

    private static void Log(Job job, int attempt, string message, string level, DateTimeOffset at)
    {
        if (job.State != JobState.InProgress || job.Attempts != attempt)
            return;

        job.Logs.Add(new JobLog(message, level, at));
        job.MarkChanged();
    }

    private void End(Job job, int attempt, DateTimeOffset at)
    {
        if (job.State != JobState.InProgress || job.Attempts != attempt)
            return;

        if (job.Run.WantsRetry(attempt))
            TryAgain(job, at);
        else
            Finish(job, at);
    }

    /// <summary>The platform's own retry: back to the head of the queue, which callers see as a step backwards.</summary>
    private void TryAgain(Job job, DateTimeOffset at)
    {
        _working--;
        job.State = JobState.InQueue;
        job.Strangers = 0;
        job.ReadyAt = at + _timing.QueueTime;
        Enqueue(job, first: true);
        job.MarkChanged();
        agenda.At(at, StartWhatCan);
        agenda.At(job.ReadyAt, StartWhatCan);
    }

    private void GiveUpStarting(Job job, DateTimeOffset at)
    {
        if (job.State != JobState.InQueue)
            return;

        job.Run.Fail(ModelFailure.NotStartedInTime());
        Finish(job, at);
    }

    private void Finish(Job job, DateTimeOffset at)
    {
        if (job.State == JobState.InProgress)
            _working--;
        else
            job.StartedAt = at;
        Leave(job);
        job.State = JobState.Completed;
        job.CompletedAt = at;
        job.MarkChanged();
        billing.Add(job.Run);
        webhooks.Announce(job);
        agenda.At(at, StartWhatCan);
        agenda.At(at + options.ResultRetention, _ => _jobs.Remove(job.RequestId));
    }

    private void Leave(Job job)
    {
        int place = _waiting.IndexOf(job);
        if (place < 0)
            return;

        _waiting.RemoveAt(place);
        MarkWaitingFrom(place);
    }

    private void MarkWaitingFrom(int place)
    {
        for (int i = place; i < _waiting.Count; i++)
            _waiting[i].MarkChanged();
    }
}
