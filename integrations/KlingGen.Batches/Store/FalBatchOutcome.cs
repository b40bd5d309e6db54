namespace KlingGen.Batches;

/// <summary>How a job ended, as a poll, a webhook or a sweep found out.</summary>
public sealed record FalBatchOutcome
{
    /// <summary>The attempt.</summary>
    public required FalBatchJobKey Key { get; init; }

    /// <summary>The service's id of the job. It must be the one that is stored, where one is.</summary>
    public required string RequestId { get; init; }

    /// <summary>The result as JSON; <see langword="null"/> for a job that failed.</summary>
    public string? Result { get; init; }

    /// <summary>The units that the service bills; <see langword="null"/> where it did not say: the job then costs what was reserved for it.</summary>
    public decimal? BillableUnits { get; init; }

    /// <summary>The name of the failure; <see langword="null"/> for a result.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What went wrong; <see langword="null"/> for a result.</summary>
    public string? Error { get; init; }
}

/// <summary>What became of an outcome.</summary>
public enum FalBatchFinish
{
    /// <summary>It was stored, and the job settled.</summary>
    Stored,

    /// <summary>The job had come to its end before: the same news by another way, or a second time.</summary>
    AlreadyFinished,

    /// <summary>It belongs to an earlier attempt, or to another job of the service than the one that is stored. Nothing was changed.</summary>
    Superseded,

    /// <summary>There is no such job.</summary>
    NotFound,
}

/// <summary>A job whose status is to be asked for now.</summary>
public sealed record FalBatchPoll
{
    /// <summary>The attempt.</summary>
    public required FalBatchJobKey Key { get; init; }

    /// <summary>The job at the service.</summary>
    public required FalJobHandle Handle { get; init; }

    /// <summary><see cref="FalBatchJobState.Submitted"/>, or <see cref="FalBatchJobState.Unknown"/> where the handle may be the job's.</summary>
    public required FalBatchJobState State { get; init; }
}

/// <summary>How often a running job is asked for.</summary>
/// <param name="Shortest">The pause at the beginning.</param>
/// <param name="Longest">The pause in the end. Results may be kept for six minutes only: a quarter of that is safe.</param>
public sealed record FalBatchPollSchedule(TimeSpan Shortest, TimeSpan Longest)
{
    /// <summary>The pause after a job has run for a while: a quarter of that time, within the bounds. What is unknown is asked for ever more rarely.</summary>
    /// <param name="age">How long the job has run.</param>
    /// <param name="state">Where it stands.</param>
    /// <returns>The pause.</returns>
    public TimeSpan After(TimeSpan age, FalBatchJobState state)
    {
        TimeSpan quarter = age / 4;
        return quarter < Shortest ? Shortest : quarter > Longest && state != FalBatchJobState.Unknown ? Longest : quarter;
    }
}

/// <summary>A job whose files are to be downloaded now.</summary>
public sealed record FalBatchDownload
{
    /// <summary>The attempt.</summary>
    public required FalBatchJobKey Key { get; init; }

    /// <summary>Where the files go.</summary>
    public required string Folder { get; init; }

    /// <summary>The result as JSON.</summary>
    public required string Result { get; init; }

    /// <summary>How often it was tried before.</summary>
    public required int Attempts { get; init; }
}

/// <summary>What a sweep has changed.</summary>
/// <param name="Returned">Leases that had ended before anything was sent: planned again.</param>
/// <param name="Unknown">Leases that had ended while the job was being sent.</param>
/// <param name="PutAside">Jobs that ended their workers too often.</param>
/// <param name="Cancelled">Jobs of cancelled batches.</param>
public sealed record FalBatchSweep(int Returned, int Unknown, int PutAside, int Cancelled)
{
    /// <summary>All together.</summary>
    public int Total => Returned + Unknown + PutAside + Cancelled;
}
