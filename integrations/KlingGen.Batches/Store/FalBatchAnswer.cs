namespace KlingGen.Batches;

/// <summary>What came of a submit.</summary>
public enum FalBatchAnswerKind
{
    /// <summary>The service has the job.</summary>
    Submitted,

    /// <summary>Provably nothing left this machine, or nothing was taken: planned again after a pause.</summary>
    NotSent,

    /// <summary>The service has too many jobs of the account (429): planned again, the limit of the account falls, and it waits as long as it was asked to.</summary>
    Throttled,

    /// <summary>The service refuses the account (key, balance, permission): planned again, and the account is held for a while.</summary>
    AccountRefused,

    /// <summary>The service does not know the endpoint: planned again, and the batch is paused.</summary>
    EndpointRefused,

    /// <summary>The service refuses the input: failed, at no cost.</summary>
    InputRefused,

    /// <summary>It may have been bought.</summary>
    Unknown,
}

/// <summary>The answer to a submit, to be stored.</summary>
public sealed record FalBatchAnswer
{
    /// <summary>The attempt.</summary>
    public required FalBatchJobKey Key { get; init; }

    /// <summary>What came of it.</summary>
    public required FalBatchAnswerKind Kind { get; init; }

    /// <summary>The job at the service; for <see cref="FalBatchAnswerKind.Unknown"/> the one it may be, where an id is known. <see langword="null"/> otherwise.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>When to try again, or to look at the job for the first time, from now; <see langword="null"/> for at once.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>The name of the failure.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What went wrong.</summary>
    public string? Error { get; init; }
}
