namespace KlingGen.TestKit;

/// <summary>
/// A clock that stands still while anything in this process can run, and goes to its next timer when nothing can: a limit passes exactly when
/// what it limits does not go on by itself, however slow the machine is. No result depends on how fast anything runs.
/// </summary>
/// <remarks>
/// What waits for real time or for another process (<c>Task.Delay</c> without this clock, a name server) is not seen: give the same clock to all that takes part.
/// Classes that use it belong to a collection that runs alone (<c>DisableParallelization</c>); beside busy tests the clock would stand still until they end.
/// </remarks>
public sealed class IdleTime : TimeProvider
{
    /// <summary>The name of the collection, without parallelization, of the classes that use this clock.</summary>
    public const string Collection = "Idle time";

    private readonly Lock _lock = new();
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly HashSet<IdleTimer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp()
    {
        lock (_lock)
            return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new IdleTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes to the next timer and fires it, with all that are due by then.</summary>
    /// <returns>False where no timer is set.</returns>
    internal bool Advance()
    {
        List<IdleTimer> due;
        lock (_lock)
        {
            if (_timers.Count == 0)
                return false;
            _now = TimeSpan.FromTicks(Math.Max(_now.Ticks, _timers.Min(static timer => timer.Due.Ticks)));
            due = [.. _timers.Where(timer => timer.Due <= _now).OrderBy(static timer => timer.Due)];
            foreach (IdleTimer timer in due)
            {
                timer.Due = _now + timer.Period;
                if (timer.Period <= TimeSpan.Zero)
                    _timers.Remove(timer);
            }
        }

        foreach (IdleTimer timer in due)
            timer.Fire();
        return true;
    }

    private bool Set(IdleTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.IsDisposed)
                return false;
            _timers.Remove(timer);
            (timer.Due, timer.Period) = (_now + dueTime, period);
            if (dueTime != Timeout.InfiniteTimeSpan)
                _timers.Add(timer);
        }

        if (dueTime != Timeout.InfiniteTimeSpan)
            IdleWatch.Add(this);
        return true;
    }

    private void Remove(IdleTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _timers.Remove(timer);
        }
    }

    private sealed class IdleTimer(IdleTime owner, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public TimeSpan Due { get; set; }

        public TimeSpan Period { get; set; }

        public bool IsDisposed { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => owner.Set(this, dueTime, period);

        public void Fire() => ThreadPool.UnsafeQueueUserWorkItem(
            static timer =>
            {
                if (timer._context is { } context)
                    ExecutionContext.Run(context, static timer => ((IdleTimer)timer!).Call(), timer);
                else
                    timer.Call();
            },
            this,
            preferLocal: false);

        public void Dispose() => owner.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call()
        {
            if (!IsDisposed)
                callback(state);
        }
    }
}
