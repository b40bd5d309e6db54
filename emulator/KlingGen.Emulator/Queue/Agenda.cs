namespace KlingGen.Emulator.Queue;

/// <summary>What happens when, on the emulator's clock, in one order that a fake clock repeats exactly.</summary>
/// <remarks>
/// An action runs at the time it was planned for, not at the time somebody noticed: after a long leap of the clock everything due happens in
/// order, follow-ups included. Actions run under <see cref="SyncRoot"/>, which also guards all state they touch.
/// </remarks>
internal sealed class Agenda : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> _plan = new();
    private readonly ITimer _timer;
    private long _order;
    private bool _disposed;

    public Agenda(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(static state => ((Agenda)state!).CatchUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Lock SyncRoot { get; } = new();

    /// <summary>Plans an action. Call under the lock, and <see cref="CatchUp"/> afterwards.</summary>
    public void At(DateTimeOffset when, Action<DateTimeOffset> action) => _plan.Enqueue(action, (when, _order++));

    /// <summary>Runs what is due and sets the timer for what is next.</summary>
    /// <returns>The time it looked at the clock.</returns>
    public DateTimeOffset CatchUp()
    {
        lock (SyncRoot)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            while (_plan.TryPeek(out Action<DateTimeOffset>? action, out (DateTimeOffset At, long) due) && due.At <= now)
            {
                _plan.Dequeue();
                action(due.At);
            }

            if (!_disposed)
                _timer.Change(_plan.TryPeek(out _, out (DateTimeOffset At, long) next) ? Wait(next.At - now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return now;
        }
    }

    public void Dispose()
    {
        lock (SyncRoot)
            _disposed = true;
        _timer.Dispose();
    }

    /// <summary>Timers count whole milliseconds and up to 49 days; one that fires early is simply set again.</summary>
    private static TimeSpan Wait(TimeSpan exact)
    {
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(exact.TotalMilliseconds));
        return rounded < TimeSpan.FromDays(1) ? rounded : TimeSpan.FromDays(1);
    }
}
