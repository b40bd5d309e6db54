namespace KlingGen;

/// <summary>What to do after an attempt that was not answered with success.</summary>
internal enum RetryDecision
{
    /// <summary>The answer stands; it is thrown.</summary>
    Fail,

    /// <summary>The request is made again after a pause.</summary>
    Retry,

    /// <summary>Nobody knows what became of a paid request; it is thrown and never made again.</summary>
    Unknown,
}

/// <summary>The facts about an answer that decide on a retry.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="FromService">Whether the service itself answered: <c>x-fal-request-id</c> is there.</param>
/// <param name="IsJson">Whether the body is JSON, which pages of a gateway are not.</param>
/// <param name="StartTimeout">Whether the caller's own start deadline passed.</param>
/// <param name="NeedsRetry">What <c>X-Fal-Needs-Retry</c> or <c>X-Fal-Retryable</c> said, if anything.</param>
internal readonly record struct ReplyFacts(int Status, bool FromService, bool IsJson, bool StartTimeout = false, bool? NeedsRetry = null);

/// <summary>The table of <c>docs/retries.md</c>, as code.</summary>
internal static class RetryRules
{
    /// <summary>After an exchange that ended without an answer.</summary>
    /// <param name="operation">What the request was for.</param>
    /// <param name="bodyLeft">Whether the request may have left.</param>
    public static RetryDecision AfterFailure(FalOperation operation, bool bodyLeft) => operation switch
    {
        FalOperation.StatusStream => RetryDecision.Fail,
        _ => operation.IsPaid() && bodyLeft ? RetryDecision.Unknown : RetryDecision.Retry,
    };

    /// <summary>After an answer that says success, and whose body breaks off or is not an answer to the request: nobody knows what it was going to say.</summary>
    /// <param name="operation">What the request was for.</param>
    public static RetryDecision AfterLostBody(FalOperation operation) => operation switch
    {
        FalOperation.Submit => RetryDecision.Unknown,
        FalOperation.Run or FalOperation.Stream or FalOperation.StatusStream => RetryDecision.Fail,
        _ => RetryDecision.Retry,
    };

    /// <summary>After an answer whose status is not success.</summary>
    /// <param name="operation">What the request was for.</param>
    /// <param name="reply">The answer.</param>
    public static RetryDecision AfterStatus(FalOperation operation, in ReplyFacts reply)
    {
        // The status stream has a stand-in, polling, which is at hand at once.
        if (reply.StartTimeout || operation == FalOperation.StatusStream)
            return RetryDecision.Fail;
        if (reply.Status == 429)
            return reply.NeedsRetry == false ? RetryDecision.Fail : RetryDecision.Retry;
        if (operation.IsPaid())
            return reply is { Status: >= 500, FromService: false, IsJson: false } ? RetryDecision.Unknown : RetryDecision.Fail;

        bool temporary = reply.Status is 408 or 425 or (>= 500 and not 501 and not 505);
        if (!temporary)
            return RetryDecision.Fail;

        // The result call replays the model's own status and body. Asking again would replay it again.
        if (operation == FalOperation.Result && reply.Status >= 500 && (reply.FromService || reply.IsJson))
            return RetryDecision.Fail;
        return reply.NeedsRetry == false ? RetryDecision.Fail : RetryDecision.Retry;
    }
}
