namespace KlingGen.Batches;

/// <content>Leases that are over, and batches that were cancelled.</content>
internal sealed partial class SqlBatchStore
{
    private const string LeaseEnded = "The worker that was sending the job ended, or had no answer in time. The job may have been bought.";

    public Task<FalBatchSweep> SweepAsync(int max, int maxLeases, CancellationToken cancellationToken = default) => WriteAsync(async session =>
    {
        var sweep = new FalBatchSweep(0, 0, 0, 0);
        // Looked up first and locked after, batch by batch, so that locks are taken in their order; each row is checked again then.
        List<string> batches = await session.ListAsync(
            """
            SELECT DISTINCT b.id FROM kg_job j JOIN kg_batch b ON b.key = j.batch WHERE j.state IN (1, 2) AND j.state > 0 AND (j.due_at <= @now OR j.since > @ahead)
            UNION SELECT id FROM kg_batch WHERE state = 3 AND planned + leased > 0
            """,
            static row => row.Text(0), ("@now", session.Now), ("@ahead", session.Ahead)).ConfigureAwait(false);
        foreach (string id in batches.Order(StringComparer.Ordinal))
        {
            if (sweep.Total >= max || await LockAsync(session, id).ConfigureAwait(false) is not { } batch)
                break;
            if (batch.State == FalBatchState.Cancelled)
                sweep = sweep with { Cancelled = sweep.Cancelled + await CancelAsync(session, batch, max - sweep.Total).ConfigureAwait(false) };
            List<SqlJob> over = await session.ListAsync(
                $"SELECT {SqlJob.Columns} FROM kg_job WHERE batch = @batch AND state IN (1, 2) AND state > 0 AND (due_at <= @now OR since > @ahead) ORDER BY number LIMIT @max{{lock}}",
                SqlJob.Read, ("@batch", batch.Key), ("@now", session.Now), ("@ahead", session.Ahead), ("@max", (long)Math.Max(0, max - sweep.Total))).ConfigureAwait(false);
            foreach (SqlJob job in over)
                sweep = await EndLeaseAsync(session, batch, job, sweep, maxLeases).ConfigureAwait(false);
            await batch.SaveAsync(session).ConfigureAwait(false);
        }

        return sweep;
    }, cancellationToken);

    private static async Task<FalBatchSweep> EndLeaseAsync(SqlSession session, SqlBatch batch, SqlJob job, FalBatchSweep sweep, int maxLeases)
    {
        if (job.State == FalBatchJobState.Submitting)
        {
            batch.Move(job.State, FalBatchJobState.Unknown);
            await job.ChangeAsync(session, batch, FalBatchJobState.Unknown, session.Now, job.Reserved, note: LeaseEnded).ConfigureAwait(false);
            return sweep with { Unknown = sweep.Unknown + 1 };
        }

        if (job.Leases >= maxLeases)
        {
            await EndAsync(session, batch, job, new SqlEnd(FalBatchJobState.Failed)
            {
                ErrorType = FalBatchErrors.PutAside,
                Error = $"{job.Leases} workers ended while they had this job, before anything was sent. Look at its input and at their logs, then retry it.",
            }).ConfigureAwait(false);
            return sweep with { PutAside = sweep.PutAside + 1 };
        }

        batch.Reserved -= job.Reserved;
        batch.Move(job.State, FalBatchJobState.Planned);
        batch.IsStarved = false;
        await job.ChangeAsync(session, batch, FalBatchJobState.Planned, 0, 0).ConfigureAwait(false);
        return sweep with { Returned = sweep.Returned + 1 };
    }

    private static async Task<int> CancelAsync(SqlSession session, SqlBatch batch, int max)
    {
        List<SqlJob> jobs = await session.ListAsync(
            $"SELECT {SqlJob.Columns} FROM kg_job WHERE batch = @batch AND state IN (0, 1) ORDER BY number LIMIT @max{{lock}}", SqlJob.Read, ("@batch", batch.Key), ("@max", (long)max)).ConfigureAwait(false);
        foreach (SqlJob job in jobs)
            await EndAsync(session, batch, job, new SqlEnd(FalBatchJobState.Cancelled)).ConfigureAwait(false);
        return jobs.Count;
    }
}
