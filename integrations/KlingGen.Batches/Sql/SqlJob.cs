namespace KlingGen.Batches;

/// <summary>A job that is not at its end, and that a transaction has locked.</summary>
internal sealed class SqlJob
{
    public const string Columns = "number, state, fence, leases, estimate, reserved, request_id, sent_at, note, handle, since";

    public required long Number { get; init; }

    public required FalBatchJobState State { get; init; }

    public required long Fence { get; init; }

    public required int Leases { get; init; }

    public long? Estimate { get; init; }

    public long Reserved { get; init; }

    public string? RequestId { get; init; }

    public long? SentAt { get; init; }

    public string? Note { get; init; }

    public string? Handle { get; init; }

    public long Since { get; init; }

    public static SqlJob Read(SqlRow row) => new()
    {
        Number = row.Long(0),
        State = (FalBatchJobState)row.Int(1),
        Fence = row.Long(2),
        Leases = row.Int(3),
        Estimate = row.LongOrNull(4),
        Reserved = row.Long(5),
        RequestId = row.TextOrNull(6),
        SentAt = row.LongOrNull(7),
        Note = row.TextOrNull(8),
        Handle = row.TextOrNull(9),
        Since = row.Long(10),
    };

    /// <summary>Writes a new state. Handle, request id and note are cleared where they are not given.</summary>
    public Task ChangeAsync(SqlSession session, SqlBatch batch, FalBatchJobState to, long dueAt, long reserved, string? handle = null, string? requestId = null, string? note = null, int? leases = null) =>
        session.ExecuteAsync(
            """
            UPDATE kg_job SET state = @state, due_at = @due, since = @now, reserved = @reserved, handle = @handle, request_id = @request, note = @note, leases = @leases
            WHERE batch = @batch AND number = @number
            """,
            ("@state", (long)to), ("@due", dueAt), ("@now", session.Now), ("@reserved", reserved), ("@handle", handle), ("@request", requestId), ("@note", note), ("@leases", (long)(leases ?? Leases)),
            ("@batch", batch.Key), ("@number", Number));

    public Task DeleteAsync(SqlSession session, SqlBatch batch) =>
        session.ExecuteAsync("DELETE FROM kg_job WHERE batch = @batch AND number = @number", ("@batch", batch.Key), ("@number", Number));
}
