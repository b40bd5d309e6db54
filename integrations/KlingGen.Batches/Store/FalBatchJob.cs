namespace KlingGen.Batches;

/// <summary>One job of a batch, as the database has it.</summary>
public sealed record FalBatchJob
{
    /// <summary>The attempt: batch, number, fence.</summary>
    public required FalBatchJobKey Key { get; init; }

    /// <summary>The number in the batch: the line of the input, from 1 on.</summary>
    public long Number => Key.Number;

    /// <summary>Where the job stands.</summary>
    public required FalBatchJobState State { get; init; }

    /// <summary>The input as JSON; <see langword="null"/> where it was not asked for.</summary>
    public string? Input { get; init; }

    /// <summary>The service's id of the job; <see langword="null"/> when none is known.</summary>
    public string? RequestId { get; init; }

    /// <summary>The result as JSON, as the service sent it; <see langword="null"/> when there is none.</summary>
    public string? Result { get; init; }

    /// <summary>The name of the failure: the service's own, or one of <see cref="FalBatchErrors"/>; <see langword="null"/> when there was none.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What went wrong, with place and remedy; why it is unknown. <see langword="null"/> when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>What it cost, by the list price, in the currency of the batch; what is reserved, while it is under way or unknown.</summary>
    public required decimal Cost { get; init; }

    /// <summary>When its submit began; <see langword="null"/> for a job that was not sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it came to its end; <see langword="null"/> before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The files of the result on disk; empty where none were downloaded.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>A job that came to its end.</summary>
/// <param name="Sequence">Its place in the order of ends: 1, 2, 3, … in a batch, without gaps, the same after a restart. A job that is retried gets a new one.</param>
/// <param name="Job">The job.</param>
public sealed record FalBatchEvent(long Sequence, FalBatchJob Job);
