namespace KlingGen.Batches;

/// <content>Leasing: who sends what, within the limits of account, batch and budget.</content>
internal sealed partial class SqlBatchStore
{
    /// <summary>More batches than an account has slots need not be locked; those behind come when these have been served.</summary>
    private const long MaxBatchesOfLease = 64;

    public Task<FalBatchLeases> LeaseAsync(FalBatchLeaseRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return WriteAsync(async session =>
        {
            SqlAccount account = await SqlAccount.LockAsync(session, request.Account, request.AccountSlots).ConfigureAwait(false);
            if (account.Hold(session.Now) is { } hold)
                return new FalBatchLeases([], hold);
            // In one statement, which sees one state: a job that changes sides meanwhile is counted once.
            long live = await session.NumberAsync(
                """
                SELECT (SELECT CAST(COALESCE(SUM(leased + submitting + submitted), 0) AS BIGINT) FROM kg_batch WHERE account = @account)
                    + (SELECT COUNT(*) FROM kg_job j JOIN kg_batch b ON b.key = j.batch WHERE j.state = 8 AND j.since > @cut AND b.account = @account)
                """,
                ("@cut", session.Now - (long)request.UnknownTakesSlot.TotalMilliseconds), ("@account", account.Name)).ConfigureAwait(false);
            long free = Math.Min(account.Slots - live, request.Max);
            var leased = new List<FalBatchJobKey>();
            if (free <= 0)
                return new FalBatchLeases(leased);

            // Whoever was served longest ago comes first; what one batch cannot use, the next may. Locked in the order of all locks, whoever comes first.
            List<string> ids = await session.ListAsync(
                """
                SELECT id FROM kg_batch WHERE account = @account AND state = 1 AND planned > 0 AND starved = 0 AND max_in_flight > leased + submitting + submitted
                ORDER BY leased_at, key LIMIT @batches
                """,
                static row => row.Text(0), ("@account", account.Name), ("@batches", MaxBatchesOfLease)).ConfigureAwait(false);
            var batches = new Dictionary<string, SqlBatch>(StringComparer.Ordinal);
            foreach (string id in ids.Order(StringComparer.Ordinal))
                batches.Add(id, (await LockAsync(session, id).ConfigureAwait(false))!);
            for (int index = 0; index < ids.Count && free > 0; index++)
            {
                int share = (int)((free + ids.Count - index - 1) / (ids.Count - index));
                int before = leased.Count;
                await LeaseAsync(session, batches[ids[index]], share, request, leased).ConfigureAwait(false);
                free -= leased.Count - before;
            }

            return new FalBatchLeases(leased);
        }, cancellationToken);
    }

    private static async Task LeaseAsync(SqlSession session, SqlBatch batch, int max, FalBatchLeaseRequest request, List<FalBatchJobKey> leased)
    {
        max = (int)Math.Min(max, batch.MaxInFlight - batch.Live);
        // A batch without money is looked at again when some is released, and not before: there may be a million rows to look through.
        if (batch.State != FalBatchState.Running || max <= 0 || batch.IsStarved)
            return;
        long left = batch.Budget is { } budget ? budget - batch.Reserved - batch.Spent : long.MaxValue;
        List<SqlJob> planned = await session.ListAsync(
            $"SELECT {SqlJob.Columns} FROM kg_job WHERE batch = @batch AND state = 0 AND (due_at <= @now OR since > @ahead) AND COALESCE(estimate, @cost) <= @left ORDER BY due_at, number LIMIT @max{{skip}}",
            SqlJob.Read, ("@batch", batch.Key), ("@now", session.Now), ("@ahead", session.Ahead), ("@cost", batch.CostPerJob ?? 0), ("@left", left), ("@max", (long)max)).ConfigureAwait(false);
        var taken = new List<SqlJob>();
        foreach (SqlJob job in planned)
        {
            long cost = job.Estimate ?? batch.CostPerJob ?? 0;
            if (cost > left)
                continue;
            left -= cost;
            batch.Reserved += cost;
            taken.Add(job);
        }

        if (planned.Count == 0 && left != long.MaxValue)
        {
            batch.IsStarved = await session.NumberAsync(
                "SELECT COUNT(*) FROM (SELECT 1 FROM kg_job WHERE batch = @batch AND state = 0 AND due_at <= @now LIMIT 1) AS due", ("@batch", batch.Key), ("@now", session.Now)).ConfigureAwait(false) > 0;
        }

        if (taken.Count > 0)
        {
            await session.ExecuteAsync(
                $"""
                UPDATE kg_job SET state = 1, fence = fence + 1, leases = leases + 1, owner = @owner, due_at = @due, since = @now, reserved = COALESCE(estimate, @cost), request_id = NULL, handle = NULL, note = NULL, sent_at = NULL
                WHERE batch = @batch{Among(taken.Select(static job => job.Number))}
                """,
                ("@owner", request.Owner), ("@due", session.Now + (long)request.Duration.TotalMilliseconds), ("@now", session.Now), ("@cost", batch.CostPerJob ?? 0), ("@batch", batch.Key)).ConfigureAwait(false);
            await session.ExecuteAsync("UPDATE kg_batch SET leased_at = @now WHERE key = @batch", ("@now", session.Now), ("@batch", batch.Key)).ConfigureAwait(false);
            batch.Move(FalBatchJobState.Planned, FalBatchJobState.Leased, taken.Count);
            leased.AddRange(taken.Select(job => new FalBatchJobKey(batch.Id, job.Number, job.Fence + 1)));
        }

        await batch.SaveAsync(session).ConfigureAwait(false);
    }
}
