namespace KlingGen.Batches;

/// <summary>What may happen to the jobs of a batch. The numbers are those of the database.</summary>
public enum FalBatchState
{
    /// <summary>Inputs are still being read. No job is sent yet.</summary>
    Importing = 0,

    /// <summary>Workers send jobs as budget and limits allow.</summary>
    Running = 1,

    /// <summary>No further job is sent. What was sent is followed to its end.</summary>
    Paused = 2,

    /// <summary>No further job is sent, ever. What was sent is followed to its end; the rest becomes <see cref="FalBatchJobState.Cancelled"/>.</summary>
    Cancelled = 3,
}
