namespace KlingGen.Batches;

/// <content>The intent, and the answer.</content>
internal sealed partial class SqlBatchStore
{
    public async Task<IReadOnlyList<FalBatchIntent>> BeginSubmitAsync(IReadOnlyList<FalBatchJobKey> jobs, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        (FalBatchJobKey, TimeSpan)[] items = [.. jobs.Select(job => (job, duration))];
        IReadOnlyList<FalBatchIntent?> intents = _foreign is null ? await _intents.RunAsync(items, cancellationToken).ConfigureAwait(false) : await BeginSubmitTogetherAsync(items).ConfigureAwait(false);
        return [.. intents.OfType<FalBatchIntent>()];
    }

    public Task<IReadOnlyList<bool>> AnswerAsync(IReadOnlyList<FalBatchAnswer> answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return _foreign is null ? _answers.RunAsync(answers, cancellationToken) : AnswerTogetherAsync(answers);
    }

    private Task<IReadOnlyList<FalBatchIntent?>> BeginSubmitTogetherAsync(IReadOnlyList<(FalBatchJobKey Key, TimeSpan Duration)> items) => WriteAsync(
        session => EachAsync(session, items, static item => item.Key, null, (batch, item) => BeginAsync(session, batch, item.Key, item.Duration)), CancellationToken.None);

    private Task<IReadOnlyList<bool>> AnswerTogetherAsync(IReadOnlyList<FalBatchAnswer> answers) => WriteAsync(
        async session =>
        {
            Dictionary<string, SqlAccount> accounts = await LockAccountsAsync(session, answers).ConfigureAwait(false);
            IReadOnlyList<bool> changed = await EachAsync(session, answers, static answer => answer.Key, false, (batch, answer) => AnswerAsync(session, batch, answer, accounts.GetValueOrDefault(batch.Account))).ConfigureAwait(false);
            foreach (SqlAccount account in accounts.Values)
                await account.SaveAsync(session).ConfigureAwait(false);
            return changed;
        },
        CancellationToken.None);

    private async Task<FalBatchIntent?> BeginAsync(SqlSession session, SqlBatch batch, FalBatchJobKey key, TimeSpan duration)
    {
        FalBatchJobState to = SkipIntentForTests ? FalBatchJobState.Leased : FalBatchJobState.Submitting;
        int begun = await session.ExecuteAsync(
            "UPDATE kg_job SET state = @state, due_at = @due, since = @now, sent_at = @now WHERE batch = @batch AND number = @number AND state = 1 AND fence = @fence",
            ("@state", (long)to), ("@due", session.Now + (long)duration.TotalMilliseconds), ("@now", session.Now), ("@batch", batch.Key), ("@number", key.Number), ("@fence", key.Fence)).ConfigureAwait(false);
        if (begun == 0)
            return null;
        batch.Move(FalBatchJobState.Leased, to);
        string? input = await session.OneAsync("SELECT input FROM kg_input WHERE batch = @batch AND number = @number", static row => row.Text(0), ("@batch", batch.Key), ("@number", key.Number)).ConfigureAwait(false);
        return new FalBatchIntent { Key = key, EndpointId = batch.Endpoint, Input = input!, SentAt = DateTimeOffset.FromUnixTimeMilliseconds(session.Now), Priority = batch.Priority };
    }

    /// <summary>The accounts that the answers change. A success changes none whose limit is at its maximum, so that in calm times nobody waits for that row.</summary>
    private static async Task<Dictionary<string, SqlAccount>> LockAccountsAsync(SqlSession session, IReadOnlyList<FalBatchAnswer> answers)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<string, FalBatchAnswer> group in answers.GroupBy(static answer => answer.Key.BatchId, StringComparer.Ordinal))
        {
            string? name = await session.OneAsync("SELECT account FROM kg_batch WHERE id = @id", static row => row.Text(0), ("@id", group.Key)).ConfigureAwait(false);
            bool lowers = group.Any(static answer => answer.Kind is FalBatchAnswerKind.Throttled or FalBatchAnswerKind.AccountRefused);
            bool raises = name is not null && group.Any(static answer => answer.Kind == FalBatchAnswerKind.Submitted)
                && await SqlAccount.FindAsync(session, name).ConfigureAwait(false) is { IsLowered: true };
            if (name is not null && (lowers || raises))
                names.Add(name);
        }

        var accounts = new Dictionary<string, SqlAccount>(StringComparer.Ordinal);
        foreach (string name in names)
            accounts.Add(name, await SqlAccount.LockAsync(session, name).ConfigureAwait(false));
        return accounts;
    }

    private async Task<bool> AnswerAsync(SqlSession session, SqlBatch batch, FalBatchAnswer answer, SqlAccount? account)
    {
        SqlJob? job = await JobAsync(session, batch, answer.Key.Number).ConfigureAwait(false);
        // A leased job that is given back was provably not sent.
        bool awaited = job is { State: FalBatchJobState.Submitting or FalBatchJobState.Unknown }
            || (job is { State: FalBatchJobState.Leased } && (answer.Kind == FalBatchAnswerKind.NotSent || SkipIntentForTests));
        if (!awaited || job!.Fence != answer.Key.Fence)
            return false;
        long due = session.Now + (long)(answer.After ?? TimeSpan.Zero).TotalMilliseconds;
        switch (answer.Kind)
        {
            case FalBatchAnswerKind.Submitted:
                FalJobHandle handle = answer.Handle ?? throw new ArgumentException("An answer of the kind Submitted must have a handle.", nameof(answer));
                account?.Raise();
                batch.Move(job.State, FalBatchJobState.Submitted);
                await job.ChangeAsync(session, batch, FalBatchJobState.Submitted, due, job.Reserved, handle.ToJson(), handle.RequestId, leases: 0).ConfigureAwait(false);
                return true;

            case FalBatchAnswerKind.Unknown:
                if (job.State == FalBatchJobState.Unknown && (job.RequestId is not null || answer.Handle is null))
                    return false;
                batch.Move(job.State, FalBatchJobState.Unknown);
                await job.ChangeAsync(session, batch, FalBatchJobState.Unknown, due, job.Reserved, answer.Handle?.ToJson(), answer.Handle?.RequestId, answer.Error).ConfigureAwait(false);
                return true;

            case FalBatchAnswerKind.InputRefused:
                await EndAsync(session, batch, job, new SqlEnd(FalBatchJobState.Failed) { ErrorType = answer.ErrorType ?? FalBatchErrors.Refused, Error = answer.Error }).ConfigureAwait(false);
                return true;

            case FalBatchAnswerKind.Throttled:
                account?.Lower(session.Now, job.SentAt ?? session.Now);
                account?.HoldUntil(session.Now, due, answer.Error ?? "429");
                break;

            case FalBatchAnswerKind.AccountRefused:
                account?.HoldUntil(session.Now, due, answer.Error ?? "refused");
                break;

            case FalBatchAnswerKind.EndpointRefused when batch.State == FalBatchState.Running:
                (batch.State, batch.Reason) = (FalBatchState.Paused, answer.Error);
                break;
        }

        // Nothing was bought: back to the others, and it is not the job's fault.
        batch.Reserved -= job.Reserved;
        batch.Move(job.State, FalBatchJobState.Planned);
        await job.ChangeAsync(session, batch, FalBatchJobState.Planned, answer.Kind == FalBatchAnswerKind.NotSent ? due : 0, 0, note: answer.Error, leases: 0).ConfigureAwait(false);
        return true;
    }
}
