namespace KlingGen.Batches;

/// <summary>How a job ends.</summary>
internal sealed record SqlEnd(FalBatchJobState State)
{
    public long Cost { get; init; }

    public string? RequestId { get; init; }

    public string? Result { get; init; }

    public string? ErrorType { get; init; }

    public string? Error { get; init; }
}

/// <content>Ends of jobs: one place for all of them, guarded by the state.</content>
internal sealed partial class SqlBatchStore
{
    public Task<IReadOnlyList<FalBatchFinish>> FinishAsync(IReadOnlyList<FalBatchOutcome> outcomes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return _foreign is null ? _outcomes.RunAsync(outcomes, cancellationToken) : FinishTogetherAsync(outcomes);
    }

    private Task<IReadOnlyList<FalBatchFinish>> FinishTogetherAsync(IReadOnlyList<FalBatchOutcome> outcomes) => WriteAsync(
        session => EachAsync(session, outcomes, static outcome => outcome.Key, FalBatchFinish.NotFound, (batch, outcome) => FinishAsync(session, batch, outcome)), CancellationToken.None);

    private static async Task<FalBatchFinish> FinishAsync(SqlSession session, SqlBatch batch, FalBatchOutcome outcome)
    {
        if (await JobAsync(session, batch, outcome.Key.Number).ConfigureAwait(false) is not { } job)
        {
            return await session.NumberAsync("SELECT COUNT(*) FROM kg_finished WHERE batch = @batch AND number = @number", ("@batch", batch.Key), ("@number", outcome.Key.Number)).ConfigureAwait(false) == 0
                ? FalBatchFinish.NotFound
                : FalBatchFinish.AlreadyFinished;
        }

        if (job.State == FalBatchJobState.Completed)
            return FalBatchFinish.AlreadyFinished;
        bool current = job.Fence == outcome.Key.Fence;
        // A paid result of an earlier attempt is as good as a new one, as long as the new one is not bought yet.
        bool unsent = job.State is FalBatchJobState.Planned or FalBatchJobState.Leased;
        // What was never begun has no outcome.
        if (outcome.Key.Fence > job.Fence || outcome.Key.Fence < 1 || (!current && !unsent) || (current && job.SentAt is null) || (current && job.RequestId is { } known && known != outcome.RequestId))
            return FalBatchFinish.Superseded;

        // An earlier attempt was settled when it was given up.
        long cost = !current ? 0
            : outcome.BillableUnits is { } units && batch.UnitPrice is { } price ? FalBatchMoney.ToNanos(Product(units, price))
            : outcome.BillableUnits == 0 ? 0
            : unsent ? job.Estimate ?? batch.CostPerJob ?? 0 : job.Reserved;
        FalBatchJobState state = outcome.Result is null ? FalBatchJobState.Failed : FalBatchJobState.Completed;
        await EndAsync(session, batch, job, new SqlEnd(state)
        {
            Cost = cost,
            RequestId = outcome.RequestId,
            Result = outcome.Result,
            ErrorType = state == FalBatchJobState.Failed ? outcome.ErrorType ?? FalBatchErrors.Failed : null,
            Error = state == FalBatchJobState.Failed ? outcome.Error : null,
        }).ConfigureAwait(false);
        return FalBatchFinish.Stored;
    }

    /// <summary>Settles a job, writes its end, and gives it its place in the order, unless its files are still to come.</summary>
    private static async Task EndAsync(SqlSession session, SqlBatch batch, SqlJob job, SqlEnd end)
    {
        bool downloads = end.State == FalBatchJobState.Completed && batch.Folder is not null;
        batch.Reserved -= job.Reserved;
        batch.Spent += end.Cost;
        batch.Move(job.State, end.State);
        // What is released may suffice for jobs that wait.
        batch.IsStarved = false;
        await session.ExecuteAsync(
            """
            INSERT INTO kg_finished (batch, number, state, seq, fence, estimate, request_id, result, cost, error_type, error, sent_at, finished_at)
            VALUES (@batch, @number, @state, @seq, @fence, @estimate, @request, @result, @cost, @type, @error, @sent, @now)
            """,
            ("@batch", batch.Key), ("@number", job.Number), ("@state", (long)end.State), ("@seq", downloads ? null : ++batch.LastSequence), ("@fence", job.Fence), ("@estimate", job.Estimate),
            ("@request", end.RequestId), ("@result", end.Result), ("@cost", end.Cost), ("@type", end.ErrorType), ("@error", end.Error), ("@sent", job.SentAt), ("@now", session.Now)).ConfigureAwait(false);
        if (downloads)
        {
            batch.Downloading++;
            await job.ChangeAsync(session, batch, FalBatchJobState.Completed, 0, 0, leases: 0).ConfigureAwait(false);
        }
        else
        {
            await job.DeleteAsync(session, batch).ConfigureAwait(false);
        }
    }

    private static decimal Product(decimal units, decimal price)
    {
        try
        {
            return units * price;
        }
        catch (OverflowException)
        {
            return FalBatchMoney.Max;
        }
    }
}
