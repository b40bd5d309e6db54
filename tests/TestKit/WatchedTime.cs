using Microsoft.Extensions.Time.Testing;

namespace KlingGen.TestKit;

/// <summary>
/// A clock that stands still and knows which timers are set, so that a test advances it when what it waits for is set, and by exactly that much.
/// </summary>
public sealed class WatchedTime : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, TimeSpan> _set = [];
    private readonly List<(Func<TimeSpan, bool> Due, int Count, TaskCompletionSource<TimeSpan[]> Reached)> _waiting = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var key = new object();
        var timer = new WatchedTimer(this, key, base.CreateTimer(callback, state, dueTime, period));
        Note(key, dueTime);
        return timer;
    }

    /// <summary>Waits until <paramref name="count"/> timers whose time satisfies <paramref name="due"/> are set and not disposed.</summary>
    /// <returns>The times that they were set to.</returns>
    public Task<TimeSpan[]> WaitForTimersAsync(Func<TimeSpan, bool> due, int count, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource<TimeSpan[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((due, count, reached));
            Look();
        }

        return reached.Task.WaitAsync(cancellationToken);
    }

    private void Note(object key, TimeSpan due)
    {
        lock (_lock)
        {
            if (due == Timeout.InfiniteTimeSpan)
                _set.Remove(key);
            else
                _set[key] = due;
            Look();
        }
    }

    private void Look() => _waiting.RemoveAll(wait =>
    {
        TimeSpan[] found = [.. _set.Values.Where(wait.Due)];
        return found.Length >= wait.Count && wait.Reached.TrySetResult(found);
    });

    private sealed class WatchedTimer(WatchedTime owner, object key, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = inner.Change(dueTime, period);
            owner.Note(key, dueTime);
            return changed;
        }

        public void Dispose()
        {
            owner.Note(key, Timeout.InfiniteTimeSpan);
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
