namespace KlingGen;

/// <summary>How one attempt ended.</summary>
internal readonly struct Attempt
{
    public Attempt(ApiReply reply) => Reply = reply;

    public Attempt(RetryDecision decision, Exception error, TimeSpan? retryAfter = null)
    {
        Decision = decision;
        Error = error;
        RetryAfter = retryAfter;
    }

    /// <summary>Set when the attempt succeeded.</summary>
    public ApiReply? Reply { get; }

    public RetryDecision Decision { get; }

    /// <summary>What to throw when the attempt is not repeated.</summary>
    public Exception? Error { get; }

    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether no connection was made, so that nothing can have reached the host.</summary>
    public bool NeverConnected { get; init; }
}

/// <summary>An attempt that ended in an exception, with all that is known about it.</summary>
internal readonly record struct Failure(
    FalTransport Transport,
    ApiRequest Request,
    CallDeadline Scope,
    SendOnceContent? Content,
    HttpResponseMessage? Response,
    DateTimeOffset Started,
    int Number,
    Exception Error);
