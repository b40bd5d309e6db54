namespace KlingGen;

/// <summary>One line a job has logged.</summary>
public sealed record FalLogEntry
{
    /// <summary>Creates one.</summary>
    /// <param name="message">The text.</param>
    /// <param name="level">The level in the service's words, such as <c>INFO</c> or <c>STDERR</c>; <see langword="null"/> when not given.</param>
    /// <param name="source">Where the line came from; <see langword="null"/> when not given.</param>
    /// <param name="timestamp">The time as the service sent it; <see langword="null"/> when not given.</param>
    public FalLogEntry(string message, string? level = null, string? source = null, string? timestamp = null) =>
        (Message, Level, Source, Timestamp) = (message, level, source, timestamp);

    /// <summary>The text.</summary>
    public string Message { get; init; }

    /// <summary>The level in the service's words, such as <c>INFO</c> or <c>STDERR</c>; <see langword="null"/> when not given.</summary>
    public string? Level { get; init; }

    /// <summary>Where the line came from; <see langword="null"/> when not given.</summary>
    public string? Source { get; init; }

    /// <summary>The time as the service sent it; <see langword="null"/> when not given.</summary>
    public string? Timestamp { get; init; }

    /// <summary>The text alone.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
