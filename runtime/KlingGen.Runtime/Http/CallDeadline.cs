using System.Globalization;

namespace KlingGen;

/// <summary>
/// The two ways a call can be ended from outside, kept apart: the caller's token and the overall limit.
/// </summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly AttemptDeadline _limit;
    private readonly TimeProvider _time;
    private readonly long _started;
    private AttemptDeadline? _kept;
    private bool _isDisposed;

    public CallDeadline(TimeProvider time, TimeSpan limit, CancellationToken caller)
    {
        _time = time;
        _started = time.GetTimestamp();
        Limit = limit;
        Caller = caller;
        _limit = new AttemptDeadline(limit, time, caller);
    }

    public TimeSpan Limit { get; }

    public CancellationToken Caller { get; }

    /// <summary>Cancelled by either.</summary>
    public CancellationToken Token => _limit.Token;

    public bool IsOver => Token.IsCancellationRequested;

    /// <summary>How long the call has lasted.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Whether a pause would end after the limit.</summary>
    public bool IsBeyond(TimeSpan pause) => Limit != Timeout.InfiniteTimeSpan && Elapsed + pause >= Limit;

    /// <summary>A limit for one attempt within this call; dispose of it after the attempt.</summary>
    public AttemptDeadline NewAttempt(TimeSpan limit)
    {
        if (limit != Timeout.InfiniteTimeSpan && Interlocked.Exchange(ref _kept, null) is { } kept)
        {
            if (kept.TryBegin(limit))
                return kept;
            kept.End();
        }

        return new AttemptDeadline(limit, _time, Token, this);
    }

    /// <summary>Keeps a limit for the next attempt; false where there is one already, or will be no other.</summary>
    public bool Keep(AttemptDeadline attempt)
    {
        if (Volatile.Read(ref _isDisposed) || Interlocked.CompareExchange(ref _kept, attempt, null) is not null)
            return false;
        // Who disposes at the same moment may not have seen it.
        return !Volatile.Read(ref _isDisposed) || Interlocked.CompareExchange(ref _kept, null, attempt) != attempt;
    }

    /// <summary>The exception that says which of the two it was.</summary>
    /// <param name="what">What was going on, as the start of a sentence.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="handle">The job, if known.</param>
    /// <param name="inner">The cancellation as it was seen.</param>
    /// <param name="requestId">The id of a request that is no job, if known.</param>
    public Exception Ended(string what, string? endpointId, FalJobHandle? handle, Exception? inner, string? requestId = null)
    {
        string job = handle is null
            ? string.Empty
            : $" Job {handle.RequestId} may still finish: Resume(handle) continues it, CancelAsync stops it.";
        if (Caller.IsCancellationRequested)
            return new FalCanceledException($"{what} was cancelled by the caller.{job}", inner, Caller) { Handle = handle };
        return new FalTimeoutException($"{what} did not end within {Shown(Limit)} (Timeout of FalCallOptions or FalClientOptions).{job}", inner)
        {
            Limit = Limit,
            EndpointId = endpointId,
            Handle = handle,
            RequestId = handle?.RequestId ?? requestId,
        };
    }

    public static string Shown(TimeSpan span) => span.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.##} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} seconds");

    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        Interlocked.Exchange(ref _kept, null)?.End();
        _limit.Dispose();
    }
}
