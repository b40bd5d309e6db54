namespace KlingGen;

/// <summary>One line a job has logged.</summary>
/// <param name="Message">The text.</param>
/// <param name="Level">The level in the service's words, such as <c>INFO</c> or <c>STDERR</c>; <see langword="null"/> when not given.</param>
/// <param name="Source">Where the line came from; <see langword="null"/> when not given.</param>
/// <param name="Timestamp">The time as the service sent it; <see langword="null"/> when not given.</param>
public sealed record FalLogEntry(string Message, string? Level = null, string? Source = null, string? Timestamp = null)
{
    /// <summary>The text alone.</summary>
    /// <returns><see cref="Message"/>.</returns>
    public override string ToString() => Message;
}
