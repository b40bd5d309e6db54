namespace KlingGen.Batches;

/// <summary>Where a job of a batch stands. The numbers are those of the database.</summary>
/// <remarks>
/// <code>
/// Planned → Leased → Submitting → Submitted → Completed → Downloaded
///    ↑________|          |            |
///    ↑___________________|            └→ Failed          (proof that nothing left: back to Planned)
///                        └→ Unknown → Submitted, Completed, Failed
/// </code>
/// </remarks>
public enum FalBatchJobState
{
    /// <summary>Waits for its turn. Nothing was sent, nothing is reserved.</summary>
    Planned = 0,

    /// <summary>A worker has it, and its cost is reserved. Nothing was sent. When the lease ends, it is <see cref="Planned"/> again.</summary>
    Leased = 1,

    /// <summary>The intent to send it is committed. From here on it may have been bought. When the lease ends without an answer, it is <see cref="Unknown"/>.</summary>
    Submitting = 2,

    /// <summary>The service has taken it; its handle is stored.</summary>
    Submitted = 3,

    /// <summary>Its result is stored. Where the batch downloads files, they are still to come; else this is the end.</summary>
    Completed = 4,

    /// <summary>Its files are on disk. An end.</summary>
    Downloaded = 5,

    /// <summary>The input is not valid, the service refused it, or the model failed. An end, until it is retried.</summary>
    Failed = 6,

    /// <summary>The batch was cancelled before the job was sent. An end; it cost nothing.</summary>
    Cancelled = 7,

    /// <summary>
    /// It was sent, or may have been, and no answer says what became of it. What was reserved for it stays reserved, and it is never sent again unless a person decides so
    /// (<c>RetryUnknownAsync</c>). A webhook or a late answer heals it.
    /// </summary>
    Unknown = 8,
}
