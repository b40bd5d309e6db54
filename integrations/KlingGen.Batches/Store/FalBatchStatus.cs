namespace KlingGen.Batches;

/// <summary>A batch as its counters show it. Reading it costs the same for ten jobs and for a million.</summary>
public sealed record FalBatchStatus
{
    /// <summary>What the batch is made of.</summary>
    public required FalBatchDefinition Definition { get; init; }

    /// <summary>The id.</summary>
    public string Id => Definition.Id;

    /// <summary>What may happen to its jobs.</summary>
    public required FalBatchState State { get; init; }

    /// <summary>Why it is paused, where a worker has paused it; <see langword="null"/> otherwise.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Why no job of the account is sent at the moment, and until when; <see langword="null"/> when nothing is held.</summary>
    public FalBatchHold? Hold { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many lines were read.</summary>
    public required long Total { get; init; }

    /// <summary>Jobs that wait for their turn.</summary>
    public required long Planned { get; init; }

    /// <summary>Jobs that a worker has, and that were not sent.</summary>
    public required long Leased { get; init; }

    /// <summary>Jobs that are being sent.</summary>
    public required long Submitting { get; init; }

    /// <summary>Jobs that the service has.</summary>
    public required long Submitted { get; init; }

    /// <summary>Jobs with a result; where files are downloaded, those whose files are still to come or could not be had.</summary>
    public required long Completed { get; init; }

    /// <summary>Jobs with a result whose files are on disk.</summary>
    public required long Downloaded { get; init; }

    /// <summary>Jobs that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Jobs that were cancelled before they were sent.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Jobs of which nobody knows whether they were bought. See <see cref="FalBatchJobState.Unknown"/>.</summary>
    public required long Unknown { get; init; }

    /// <summary>Jobs whose files are still to be downloaded.</summary>
    public required long Downloading { get; init; }

    /// <summary>What is reserved for jobs that are under way or unknown, in the currency of the batch.</summary>
    public required decimal Reserved { get; init; }

    /// <summary>What has been spent, or may have been, in the currency of the batch.</summary>
    public required decimal Spent { get; init; }

    /// <summary>Whether the budget has nothing left for the jobs that wait.</summary>
    public required bool IsOutOfBudget { get; init; }

    /// <summary>The number of the last event (<see cref="FalBatchEvent.Sequence"/>); 0 when there was none.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Jobs that are under way: leased, being sent, running, or downloading.</summary>
    public long InFlight => Leased + Submitting + Submitted + Downloading;

    /// <summary>Whether every job has come to an end, or is <see cref="Unknown"/>.</summary>
    public bool IsFinished => State != FalBatchState.Importing && Planned + InFlight == 0;

    /// <summary>Whether nothing goes on without a person: it is finished, paused or out of budget, and nothing is under way.</summary>
    public bool IsIdle => IsFinished || (InFlight == 0 && (State == FalBatchState.Paused || (State == FalBatchState.Running && IsOutOfBudget)));
}

/// <summary>Why an account sends nothing at the moment.</summary>
/// <param name="Until">When it is tried again.</param>
/// <param name="Reason">What the service said.</param>
public sealed record FalBatchHold(DateTimeOffset Until, string Reason);
