namespace KlingGen;

/// <summary>A time limit within a wider scope: its token ends with either. One source, one timer and one registration, because each request has one.</summary>
internal sealed class AttemptLimit : IDisposable
{
    private readonly CancellationTokenSource? _source;
    private readonly CancellationTokenRegistration _scope;

    public AttemptLimit(TimeSpan limit, TimeProvider time, CancellationToken scope)
    {
        if (limit == Timeout.InfiniteTimeSpan)
        {
            Token = scope;
            return;
        }

        _source = new CancellationTokenSource(limit, time);
        _scope = scope.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        Token = _source.Token;
    }

    public CancellationToken Token { get; }

    /// <summary>Begins the limit anew, or takes it away. Without a limit from the start there is none to begin.</summary>
    public void Reset(TimeSpan limit) => _source?.CancelAfter(limit);

    public void Dispose()
    {
        _scope.Dispose();
        _source?.Dispose();
    }
}
