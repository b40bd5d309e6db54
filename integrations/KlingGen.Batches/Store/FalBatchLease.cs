namespace KlingGen.Batches;

/// <summary>Who leases jobs, and how many.</summary>
public sealed record FalBatchLeaseRequest
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The slots of the account at the start, and the maximum of the adaptive limit.</summary>
    public required int AccountSlots { get; init; }

    /// <summary>Who will have the jobs; for people, and for the logs.</summary>
    public required string Owner { get; init; }

    /// <summary>The maximum of jobs to lease; 1 or more.</summary>
    public required int Max { get; init; }

    /// <summary>How long the lease holds.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long an unknown job takes a slot of the account: it may be running.</summary>
    public required TimeSpan UnknownTakesSlot { get; init; }
}

/// <summary>What was leased.</summary>
/// <param name="Jobs">The jobs; empty when none may be sent now.</param>
/// <param name="Hold">Why and until when the account sends nothing; <see langword="null"/> when nothing is held.</param>
public sealed record FalBatchLeases(IReadOnlyList<FalBatchJobKey> Jobs, FalBatchHold? Hold = null);

/// <summary>A committed intent: this job may, and must, be sent now, once.</summary>
public sealed record FalBatchIntent
{
    /// <summary>The attempt.</summary>
    public required FalBatchJobKey Key { get; init; }

    /// <summary>The endpoint.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The input as JSON.</summary>
    public required string Input { get; init; }

    /// <summary>When the intent was committed, by the clock of the store; <see cref="FalBatchJob.SentAt"/> of the job.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>The priority in the service's queue.</summary>
    public FalPriority? Priority { get; init; }
}
