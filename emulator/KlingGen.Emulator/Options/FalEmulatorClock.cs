namespace KlingGen.Emulator;

/// <summary>A clock that goes with the machine's until it is stopped or moved: an hour of retention passes in a moment, and a queue stands still to be looked at.</summary>
/// <remarks>For <see cref="FalEmulatorOptions.TimeProvider"/>. Safe to use from many threads. Over HTTP: <c>GET</c> and <c>POST</c> on <c>/emulator/clock</c>.</remarks>
public sealed class FalEmulatorClock : TimeProvider
{
    /// <summary>No timer of the machine is set further ahead than this; what is due later is looked at again.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly HashSet<ClockTimer> _timers = [];
    private readonly DateTimeOffset _startedAt = System.GetUtcNow();
    private readonly long _start = System.GetTimestamp();
    private TimeSpan _ahead;
    private TimeSpan? _stoppedAt;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Whether time passes by itself.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_gate)
                return _stoppedAt is null;
        }
    }

    private TimeSpan Elapsed => (_stoppedAt ?? System.GetElapsedTime(_start)) + _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _startedAt + TimeSpan.FromTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return Elapsed.Ticks;
    }

    /// <summary>Lets no time pass until <see cref="Start"/>.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stoppedAt ??= System.GetElapsedTime(_start);
            ArmAll();
        }
    }

    /// <summary>Lets time pass again from where it stands.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_stoppedAt is { } stopped)
                _ahead -= System.GetElapsedTime(_start) - stopped;
            _stoppedAt = null;
            ArmAll();
        }
    }

    /// <summary>Moves time forward, whether it is running or not. What becomes due happens at once.</summary>
    /// <param name="span">How far; not negative, and at most ten years.</param>
    /// <exception cref="ArgumentOutOfRangeException">The span is negative or longer.</exception>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, TimeSpan.FromDays(3653));
        lock (_gate)
        {
            _ahead += span;
            ArmAll();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private void ArmAll()
    {
        foreach (ClockTimer timer in _timers)
            timer.Arm();
    }

    /// <summary>A timer of the machine that is set again whenever the clock is touched.</summary>
    private sealed class ClockTimer : ITimer
    {
        private readonly FalEmulatorClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _timer;
        private TimeSpan? _due;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public ClockTimer(FalEmulatorClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _timer = System.CreateTimer(static timer => ((ClockTimer)timer!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._gate)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Elapsed + dueTime;
                _period = period;
                return Arm();
            }
        }

        /// <summary>Sets the machine's timer; under the clock's lock.</summary>
        public bool Arm()
        {
            TimeSpan wait = _due is not { } due ? Timeout.InfiniteTimeSpan
                : due <= _clock.Elapsed ? TimeSpan.Zero
                : _clock._stoppedAt is not null ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromTicks(Math.Min((due - _clock.Elapsed).Ticks + TimeSpan.TicksPerMillisecond, s_longest.Ticks));
            return _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (_clock._gate)
            {
                _clock._timers.Remove(this);
                _due = null;
            }

            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Look()
        {
            lock (_clock._gate)
            {
                if (_due is not { } due)
                    return;
                if (due > _clock.Elapsed)
                {
                    Arm();
                    return;
                }

                _due = _period > TimeSpan.Zero ? _clock.Elapsed + _period : null;
                Arm();
            }

            _callback(_state);
        }
    }
}
