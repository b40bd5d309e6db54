namespace KlingGen.Batches;

/// <content>What is due: polls and downloads.</content>
internal sealed partial class SqlBatchStore
{
    private const char Separator = '\n';

    public Task<IReadOnlyList<FalBatchPoll>> TakePollsAsync(FalBatchPollSchedule schedule, int max, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return WriteAsync<IReadOnlyList<FalBatchPoll>>(async session =>
        {
            var due = new List<(long Batch, long Number, long SentAt, FalBatchPoll Poll)>();
            foreach (FalBatchJobState state in (FalBatchJobState[])[FalBatchJobState.Submitted, FalBatchJobState.Unknown])
            {
                due.AddRange(await session.ListAsync(
                    $$"""
                    SELECT batch, number, COALESCE(sent_at, since), fence, handle, (SELECT b.id FROM kg_batch b WHERE b.key = batch) FROM kg_job
                    WHERE state = {{(int)state}} AND state > 0 AND (due_at <= @now OR since > @ahead) AND handle IS NOT NULL ORDER BY due_at LIMIT @max{skip}
                    """,
                    row => (row.Long(0), row.Long(1), row.Long(2), new FalBatchPoll { Key = new FalBatchJobKey(row.Text(5), row.Long(1), row.Long(3)), Handle = FalJobHandle.Parse(row.Text(4)), State = state }),
                    ("@now", session.Now), ("@ahead", session.Ahead), ("@max", (long)(max - due.Count))).ConfigureAwait(false));
            }

            foreach ((long batch, long number, long sentAt, FalBatchPoll poll) in due)
            {
                long next = session.Now + (long)schedule.After(TimeSpan.FromMilliseconds(Math.Max(0, session.Now - sentAt)), poll.State).TotalMilliseconds;
                await session.ExecuteAsync("UPDATE kg_job SET due_at = @next, since = CASE WHEN since > @now THEN @now ELSE since END WHERE batch = @batch AND number = @number", ("@next", next), ("@now", session.Now), ("@batch", batch), ("@number", number)).ConfigureAwait(false);
            }

            return [.. due.Select(static row => row.Poll)];
        }, cancellationToken);
    }

    public Task<IReadOnlyList<FalBatchDownload>> TakeDownloadsAsync(TimeSpan duration, int max, CancellationToken cancellationToken = default) =>
        WriteAsync<IReadOnlyList<FalBatchDownload>>(async session =>
        {
            List<(long Batch, long Number, FalBatchDownload Download)> due = await session.ListAsync(
                """
                SELECT batch, number, fence, leases, (SELECT b.id FROM kg_batch b WHERE b.key = batch), (SELECT b.folder FROM kg_batch b WHERE b.key = batch),
                    (SELECT f.result FROM kg_finished f WHERE f.batch = kg_job.batch AND f.number = kg_job.number)
                FROM kg_job WHERE state = 4 AND state > 0 AND (due_at <= @now OR since > @ahead) ORDER BY due_at LIMIT @max{skip}
                """,
                static row => (row.Long(0), row.Long(1), new FalBatchDownload { Key = new FalBatchJobKey(row.Text(4), row.Long(1), row.Long(2)), Folder = row.Text(5), Result = row.Text(6), Attempts = row.Int(3) }),
                ("@now", session.Now), ("@ahead", session.Ahead), ("@max", (long)max)).ConfigureAwait(false);
            foreach ((long batch, long number, _) in due)
            {
                await session.ExecuteAsync(
                    "UPDATE kg_job SET due_at = @next, leases = leases + 1, since = CASE WHEN since > @now THEN @now ELSE since END WHERE batch = @batch AND number = @number",
                    ("@next", session.Now + (long)duration.TotalMilliseconds), ("@now", session.Now), ("@batch", batch), ("@number", number)).ConfigureAwait(false);
            }

            return [.. due.Select(static row => row.Download)];
        }, cancellationToken);

    public Task<bool> FinishDownloadAsync(FalBatchJobKey job, IReadOnlyList<string>? files, string? failure = null, CancellationToken cancellationToken = default) => WriteAsync(async session =>
    {
        if (await LockAsync(session, job.BatchId).ConfigureAwait(false) is not { } batch
            || await JobAsync(session, batch, job.Number).ConfigureAwait(false) is not { State: FalBatchJobState.Completed } row || row.Fence != job.Fence)
            return false;
        FalBatchJobState state = files is null ? FalBatchJobState.Completed : FalBatchJobState.Downloaded;
        batch.Move(FalBatchJobState.Completed, state);
        batch.Downloading--;
        await session.ExecuteAsync(
            "UPDATE kg_finished SET state = @state, seq = @seq, files = @files, error_type = @type, error = @error WHERE batch = @batch AND number = @number",
            ("@state", (long)state), ("@seq", ++batch.LastSequence), ("@files", files is { Count: > 0 } ? string.Join(Separator, files) : null), ("@type", files is null ? FalBatchErrors.DownloadFailed : null),
            ("@error", files is null ? failure : null), ("@batch", batch.Key), ("@number", job.Number)).ConfigureAwait(false);
        await row.DeleteAsync(session, batch).ConfigureAwait(false);
        await batch.SaveAsync(session).ConfigureAwait(false);
        return true;
    }, cancellationToken);
}
