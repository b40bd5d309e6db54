namespace KlingGen.Batches;

/// <content>Views. None of them reads more rows than it returns.</content>
internal sealed partial class SqlBatchStore
{
    private const string Finished = "f.number, f.state, f.fence, f.request_id, f.result, f.error_type, f.error, f.cost, f.sent_at, f.finished_at, f.files";
    private const string Unfinished = "j.number, j.state, j.fence, j.request_id, NULL, NULL, j.note, j.reserved, j.sent_at, NULL, NULL";

    public Task<FalBatchStatus?> FindAsync(string batchId, CancellationToken cancellationToken = default) => ReadAsync(async session =>
        await session.OneAsync($"SELECT {SqlBatch.Columns} FROM kg_batch WHERE id = @id", SqlBatch.Read, ("@id", batchId)).ConfigureAwait(false) is { } batch
            ? batch.ToStatus((await SqlAccount.FindAsync(session, batch.Account).ConfigureAwait(false))?.Hold(session.Now))
            : null, cancellationToken);

    public Task<IReadOnlyList<FalBatchStatus>> ListAsync(int skip, int max, CancellationToken cancellationToken = default) => ReadAsync<IReadOnlyList<FalBatchStatus>>(async session =>
    {
        List<SqlBatch> batches = await session.ListAsync(
            $"SELECT {SqlBatch.Columns} FROM kg_batch ORDER BY key DESC LIMIT @max OFFSET @skip", SqlBatch.Read, ("@max", (long)max), ("@skip", (long)skip)).ConfigureAwait(false);
        var holds = new Dictionary<string, FalBatchHold?>(StringComparer.Ordinal);
        foreach (string account in batches.Select(static batch => batch.Account).Distinct(StringComparer.Ordinal))
            holds[account] = (await SqlAccount.FindAsync(session, account).ConfigureAwait(false))?.Hold(session.Now);
        return [.. batches.Select(batch => batch.ToStatus(holds[batch.Account]))];
    }, cancellationToken);

    public Task<IReadOnlyList<FalBatchEvent>> ReadEventsAsync(string batchId, long afterSequence, int max, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<FalBatchEvent>>(async session => await session.ListAsync(
            $"SELECT {Finished}, f.seq FROM kg_finished f WHERE f.batch = (SELECT key FROM kg_batch WHERE id = @id) AND f.seq > @after ORDER BY f.seq LIMIT @max",
            row => new FalBatchEvent(row.Long(11), JobOf(batchId, row, null)), ("@id", batchId), ("@after", afterSequence), ("@max", (long)max)).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<FalBatchJob>> ReadJobsAsync(string batchId, FalBatchJobState? state, long afterNumber, int max, CancellationToken cancellationToken = default) =>
        ReadAsync<IReadOnlyList<FalBatchJob>>(async session =>
        {
            var jobs = new List<FalBatchJob>();
            if (state is null or FalBatchJobState.Planned or FalBatchJobState.Leased or FalBatchJobState.Submitting or FalBatchJobState.Submitted or FalBatchJobState.Unknown)
                jobs.AddRange(await ReadAsync("kg_job j", "j", Unfinished, " AND j.state <> 4").ConfigureAwait(false));
            if (state is null or FalBatchJobState.Completed or FalBatchJobState.Downloaded or FalBatchJobState.Failed or FalBatchJobState.Cancelled)
                jobs.AddRange(await ReadAsync("kg_finished f", "f", Finished, string.Empty).ConfigureAwait(false));
            return [.. jobs.OrderBy(static job => job.Number).Take(max)];

            Task<List<FalBatchJob>> ReadAsync(string table, string alias, string columns, string also) => session.ListAsync(
                $"""
                SELECT {columns}, i.input FROM {table} JOIN kg_input i ON i.batch = {alias}.batch AND i.number = {alias}.number
                WHERE {alias}.batch = (SELECT key FROM kg_batch WHERE id = @id) AND {alias}.number > @after{(state is { } only ? $" AND {alias}.state = {(int)only}" : string.Empty)}{also}
                ORDER BY {alias}.number LIMIT @max
                """,
                row => JobOf(batchId, row, row.Text(11)), ("@id", batchId), ("@after", afterNumber), ("@max", (long)max));
        }, cancellationToken);

    private static FalBatchJob JobOf(string batchId, SqlRow row, string? input) => new()
    {
        Key = new FalBatchJobKey(batchId, row.Long(0), row.Long(2)),
        State = (FalBatchJobState)row.Int(1),
        Input = input,
        RequestId = row.TextOrNull(3),
        Result = row.TextOrNull(4),
        ErrorType = row.TextOrNull(5),
        Error = row.TextOrNull(6),
        Cost = FalBatchMoney.ToAmount(row.Long(7)),
        SentAt = Time(row.LongOrNull(8)),
        FinishedAt = Time(row.LongOrNull(9)),
        Files = row.TextOrNull(10)?.Split(Separator) ?? [],
    };

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
