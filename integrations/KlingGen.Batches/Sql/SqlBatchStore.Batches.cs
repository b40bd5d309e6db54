using System.Globalization;

namespace KlingGen.Batches;

/// <content>Batches, their lines, and what people decide about them.</content>
internal sealed partial class SqlBatchStore
{
    public Task<FalBatchStatus> CreateAsync(FalBatchDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO kg_batch (id, name, account, endpoint, state, created_at, budget, currency, cost_per_job, unit_price, max_in_flight, folder, priority)
                VALUES (@id, @name, @account, @endpoint, 0, @now, @budget, @currency, @cost, @price, @max, @folder, @priority) ON CONFLICT (id) DO NOTHING
                """,
                ("@id", definition.Id), ("@name", definition.Name), ("@account", definition.Account), ("@endpoint", definition.EndpointId), ("@now", session.Now),
                ("@budget", Nanos(definition.Budget)), ("@currency", definition.Currency), ("@cost", Nanos(definition.CostPerJob)), ("@price", definition.UnitPrice?.ToString(CultureInfo.InvariantCulture)),
                ("@max", (long)definition.MaxInFlight), ("@folder", definition.DownloadFolder), ("@priority", definition.Priority?.ToString())).ConfigureAwait(false);
            SqlBatch batch = (await LockAsync(session, definition.Id).ConfigureAwait(false))!;
            return batch.Endpoint == definition.EndpointId
                ? batch.ToStatus(null)
                : throw new FalBatchStoreException($"The batch {definition.Id} exists already, with jobs for {batch.Endpoint}; this one has jobs for {definition.EndpointId}. Give it another id.");
        }, cancellationToken);
    }

    public Task<long> AppendAsync(string batchId, long first, IReadOnlyList<FalBatchLine> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        return WriteAsync(async session =>
        {
            SqlBatch batch = await LockAsync(session, batchId).ConfigureAwait(false) ?? throw NoBatch(batchId);
            if (first > batch.Total + 1)
                throw new ArgumentException($"The batch {batchId} has {batch.Total} lines; the next is {batch.Total + 1}, not {first}.", nameof(first));
            if (batch.State != FalBatchState.Importing)
                return batch.Total;
            await AppendAsync(session, batch, [.. lines.Skip((int)Math.Min(batch.Total + 1 - first, lines.Count))]).ConfigureAwait(false);
            await batch.SaveAsync(session).ConfigureAwait(false);
            return batch.Total;
        }, cancellationToken);
    }

    public Task SealAsync(string batchId, CancellationToken cancellationToken = default) => WriteAsync(async session =>
    {
        SqlBatch batch = await LockAsync(session, batchId).ConfigureAwait(false) ?? throw NoBatch(batchId);
        if (batch.State == FalBatchState.Importing)
            batch.State = FalBatchState.Running;
        await batch.SaveAsync(session).ConfigureAwait(false);
        return true;
    }, cancellationToken);

    public Task<bool> SetStateAsync(string batchId, FalBatchState state, string? reason = null, CancellationToken cancellationToken = default)
    {
        if (state == FalBatchState.Importing)
            throw new ArgumentOutOfRangeException(nameof(state), state, "A batch cannot be set to Importing.");
        return WriteAsync(async session =>
        {
            SqlBatch batch = await LockAsync(session, batchId).ConfigureAwait(false) ?? throw NoBatch(batchId);
            if (batch.State == FalBatchState.Cancelled || (batch.State == FalBatchState.Importing && state != FalBatchState.Cancelled))
                return batch.State == state;
            (batch.State, batch.Reason) = (state, state == FalBatchState.Paused ? reason : null);
            await batch.SaveAsync(session).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    public Task SetBudgetAsync(string batchId, decimal? budget, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget ?? 0, nameof(budget));
        return WriteAsync(async session =>
        {
            SqlBatch batch = await LockAsync(session, batchId).ConfigureAwait(false) ?? throw NoBatch(batchId);
            (batch.Budget, batch.IsStarved) = (Nanos(budget), false);
            await batch.SaveAsync(session).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    public Task ReleaseAccountAsync(string account, CancellationToken cancellationToken = default) => WriteAsync(
        session => session.ExecuteAsync("UPDATE kg_account SET held_until = 0, held_reason = NULL, slots = max_slots WHERE name = @account", ("@account", account)), cancellationToken);

    public Task<int> RetryFailedAsync(string batchId, IReadOnlyCollection<long>? numbers, int max, CancellationToken cancellationToken = default) => WriteAsync(async session =>
    {
        SqlBatch batch = await LockAsync(session, batchId).ConfigureAwait(false) ?? throw NoBatch(batchId);
        if (batch.State == FalBatchState.Cancelled || numbers is { Count: 0 })
            return 0;
        List<long> again = await session.ListAsync(
            $"SELECT number FROM kg_finished WHERE batch = @batch AND state = 6 AND error_type <> '{FalBatchErrors.InvalidInput}'{Among(numbers)} ORDER BY number LIMIT @max{{lock}}",
            static row => row.Long(0), ("@batch", batch.Key), ("@max", (long)max)).ConfigureAwait(false);
        if (again.Count == 0)
            return 0;
        await session.ExecuteAsync(
            $"INSERT INTO kg_job (batch, number, state, since, fence, estimate) SELECT batch, number, 0, @now, fence, estimate FROM kg_finished WHERE batch = @batch{Among(again)}",
            ("@batch", batch.Key), ("@now", session.Now)).ConfigureAwait(false);
        await session.ExecuteAsync($"DELETE FROM kg_finished WHERE batch = @batch{Among(again)}", ("@batch", batch.Key)).ConfigureAwait(false);
        batch.Move(FalBatchJobState.Failed, FalBatchJobState.Planned, again.Count);
        batch.IsStarved = false;
        await batch.SaveAsync(session).ConfigureAwait(false);
        return again.Count;
    }, cancellationToken);

    public Task<int> RetryUnknownAsync(string batchId, IReadOnlyCollection<long> numbers, bool neverBought, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return WriteAsync(async session =>
        {
            SqlBatch batch = await LockAsync(session, batchId).ConfigureAwait(false) ?? throw NoBatch(batchId);
            if (batch.State == FalBatchState.Cancelled || numbers.Count == 0)
                return 0;
            List<SqlJob> jobs = await session.ListAsync(
                $"SELECT {SqlJob.Columns} FROM kg_job WHERE batch = @batch AND state = 8{Among(numbers)} ORDER BY number{{lock}}", SqlJob.Read, ("@batch", batch.Key)).ConfigureAwait(false);
            foreach (SqlJob job in jobs)
            {
                // What it may have cost is not forgotten because it is sent again.
                batch.Reserved -= job.Reserved;
                batch.Spent += neverBought ? 0 : job.Reserved;
                // The fence goes on here already: news of the first attempt must not settle what has just been settled.
                await session.ExecuteAsync("UPDATE kg_job SET fence = fence + 1 WHERE batch = @batch AND number = @number", ("@batch", batch.Key), ("@number", job.Number)).ConfigureAwait(false);
                await job.ChangeAsync(session, batch, FalBatchJobState.Planned, 0, 0, leases: 0).ConfigureAwait(false);
            }

            batch.Move(FalBatchJobState.Unknown, FalBatchJobState.Planned, jobs.Count);
            batch.IsStarved = false;
            await batch.SaveAsync(session).ConfigureAwait(false);
            return jobs.Count;
        }, cancellationToken);
    }

    private static async Task AppendAsync(SqlSession session, SqlBatch batch, FalBatchLine[] lines)
    {
        var inputs = new List<object?[]>(lines.Length);
        var planned = new List<object?[]>(lines.Length);
        var failed = new List<object?[]>();
        foreach (FalBatchLine line in lines)
        {
            batch.Total++;
            inputs.Add([batch.Key, batch.Total, line.Input]);
            if (line.Error is { } error)
                failed.Add([batch.Key, batch.Total, (long)FalBatchJobState.Failed, ++batch.LastSequence, 0L, FalBatchErrors.InvalidInput, error, session.Now]);
            else
                planned.Add([batch.Key, batch.Total, (long)FalBatchJobState.Planned, session.Now, Nanos(line.Estimate)]);
        }

        batch[FalBatchJobState.Planned] += planned.Count;
        batch[FalBatchJobState.Failed] += failed.Count;
        await session.InsertAsync("kg_input (batch, number, input)", inputs).ConfigureAwait(false);
        await session.InsertAsync("kg_job (batch, number, state, since, estimate)", planned).ConfigureAwait(false);
        await session.InsertAsync("kg_finished (batch, number, state, seq, fence, error_type, error, finished_at)", failed).ConfigureAwait(false);
    }

    private static string Among(IEnumerable<long>? numbers) =>
        numbers is null ? string.Empty : $" AND number IN ({string.Join(',', numbers.Select(static number => number.ToString(CultureInfo.InvariantCulture)))})";

    private static long? Nanos(decimal? amount) => amount is { } given ? FalBatchMoney.ToNanos(given) : null;

    private static FalBatchStoreException NoBatch(string id) => new($"There is no batch {id} in this database. Check the id, and that it is the right database.");
}
