namespace KlingGen;

/// <summary>
/// Progress that is reported at once, one report after the other, on the thread that got the news. Unlike <see cref="Progress{T}"/> it posts nothing: the last
/// report has been made when the call ends. What it calls must be quick; an exception out of it ends the call.
/// </summary>
/// <typeparam name="T">What is reported.</typeparam>
/// <param name="report">Called with every report.</param>
public sealed class FalProgress<T>(Action<T> report) : IProgress<T>
{
    private readonly Action<T> _report = report ?? throw new ArgumentNullException(nameof(report));

    /// <inheritdoc/>
    public void Report(T value) => _report(value);
}
