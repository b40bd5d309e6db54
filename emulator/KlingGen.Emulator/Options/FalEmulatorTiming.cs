namespace KlingGen.Emulator;

/// <summary>How long a queued request waits and works. All of it passes on <see cref="FalEmulatorOptions.TimeProvider"/>.</summary>
/// <seealso cref="Demo"/>
/// <seealso cref="Instant"/>
public sealed record FalEmulatorTiming
{
    /// <summary>Short but visible: 0.3 s in the queue, 1 s of work, five log lines. The default.</summary>
    public static FalEmulatorTiming Demo { get; } = new();

    /// <summary>No waiting at all: a request is complete when its submit is answered. For tests and benchmarks.</summary>
    public static FalEmulatorTiming Instant { get; } = new() { QueueTime = TimeSpan.Zero, RunTime = TimeSpan.Zero, QueuePosition = 0 };

    /// <summary>Least time from submit to the start of work. The concurrency limit may make it longer.</summary>
    /// <value>Default 0.3 s; zero or more.</value>
    public TimeSpan QueueTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Time of work, of a queued request and of a synchronous run alike.</summary>
    /// <value>Default 1 s; zero or more.</value>
    public TimeSpan RunTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Log lines written evenly over <see cref="RunTime"/>.</summary>
    /// <value>Default 5; 0 or more.</value>
    public int LogLines { get; init; } = 5;

    /// <summary>Strangers' requests ahead of ours at submit; they leave evenly over <see cref="QueueTime"/>.</summary>
    /// <value>Default 2; 0 or more.</value>
    public int QueuePosition { get; init; } = 2;

    /// <summary>Partial outputs of a streaming call before the final one, spread evenly over <see cref="RunTime"/>.</summary>
    /// <value>Default 3; 0 or more.</value>
    public int PartialOutputs { get; init; } = 3;

    /// <summary>Silence on an event stream after which a comment line keeps the connection alive.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);
}
