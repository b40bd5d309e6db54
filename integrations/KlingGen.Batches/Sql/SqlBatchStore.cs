using System.Data.Common;

namespace KlingGen.Batches;

/// <summary>The store on an SQL database: one set of statements, whatever the <see cref="SqlDialect"/>.</summary>
/// <remarks>
/// Locks are taken in this order, and nowhere in another: account, batch (by id, ordinal), job (by number). Where a transaction has several jobs, it takes them by batch.
/// Work is given as functions that may run again: where a database finds that two transactions wait for each other, one of them begins again.
/// </remarks>
internal sealed partial class SqlBatchStore : IFalBatchStore
{
    private const int MaxAttempts = 6;

    private readonly DbTransaction? _foreign;
    private readonly Gathering<(FalBatchJobKey Key, TimeSpan Duration), FalBatchIntent?> _intents;
    private readonly Gathering<FalBatchAnswer, bool> _answers;
    private readonly Gathering<FalBatchOutcome, FalBatchFinish> _outcomes;

    public SqlBatchStore(SqlDialect dialect, DbTransaction? foreign = null)
    {
        (Dialect, _foreign) = (dialect, foreign);
        _intents = new(BeginSubmitTogetherAsync, () => MaxGathered);
        _answers = new(AnswerTogetherAsync, () => MaxGathered);
        _outcomes = new(FinishTogetherAsync, () => MaxGathered);
    }

    /// <summary>How many steps at most are one transaction; 1 for benchmarks that compare.</summary>
    internal int MaxGathered { get; set; } = 64;

    /// <summary>Leaves the intent out: the mistake that the kill test must find.</summary>
    internal bool SkipIntentForTests { get; set; }

    /// <summary>What a program of another version would bring along.</summary>
    internal (int Version, int Oldest, IReadOnlyList<string[]> Steps) Schema { get; set; } = (SqlSchema.Version, SqlSchema.Oldest, SqlSchema.Steps);

    internal SqlDialect Dialect { get; }

    public IFalBatchStore Within(DbTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return new SqlBatchStore(Dialect, transaction) { SkipIntentForTests = SkipIntentForTests, Schema = Schema };
    }

    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await Dialect.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not FalBatchStoreException && Dialect.Translate(error, committing: false) is { } known)
        {
            throw known;
        }

        await WriteAsync(async session =>
        {
            await SqlSchema.MigrateAsync(session, Dialect, Schema.Version, Schema.Oldest, Schema.Steps).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _foreign is null ? Dialect.DisposeAsync() : ValueTask.CompletedTask;

    internal Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) => RunAsync(work, write: true, cancellationToken);

    private Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken) => RunAsync(work, write: false, cancellationToken);

    private async Task<T> RunAsync<T>(Func<SqlSession, Task<T>> work, bool write, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            bool committing = false;
            try
            {
                SqlSession session = _foreign is not null
                    ? new SqlSession(Dialect, _foreign.Connection ?? throw Ended(null), _foreign, null, cancellationToken)
                    : write ? await Dialect.BeginAsync(cancellationToken).ConfigureAwait(false) : await Dialect.ReadAsync(cancellationToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    await session.ReadClockAsync().ConfigureAwait(false);
                    T result = await work(session).ConfigureAwait(false);
                    committing = true;
                    await session.CommitAsync().ConfigureAwait(false);
                    return result;
                }
            }
            catch (Exception error) when (_foreign is null && attempt < MaxAttempts && Dialect.MayRepeat(error, committing))
            {
                // The whole transaction again; whoever it met is through by then.
            }
            catch (Exception error) when (error is not FalBatchStoreException && Dialect.Translate(error, committing) is { } known)
            {
                throw known;
            }
            catch (InvalidOperationException error) when (_foreign is not null)
            {
                throw Ended(error);
            }

            // Not cryptography: two that met are not to meet again.
#pragma warning disable CA5394
            await Task.Delay(Random.Shared.Next(1, 10 << attempt), cancellationToken).ConfigureAwait(false);
#pragma warning restore CA5394
        }
    }

    private static FalBatchStoreException Ended(Exception? error) => new("The transaction of this store has ended. Begin another one.", error);

    /// <summary>Locks a batch and reads what the steps need of it.</summary>
    private static Task<SqlBatch?> LockAsync(SqlSession session, string batchId) => session.OneAsync(
        $"SELECT {SqlBatch.Columns} FROM kg_batch WHERE id = @id{{lock}}", SqlBatch.Read, ("@id", batchId));

    private static Task<SqlJob?> JobAsync(SqlSession session, SqlBatch batch, long number) => session.OneAsync(
        $"SELECT {SqlJob.Columns} FROM kg_job WHERE batch = @batch AND number = @number{{lock}}", SqlJob.Read, ("@batch", batch.Key), ("@number", number));

    /// <summary>Goes through steps batch by batch, each batch locked, and gives the results in the order of the steps.</summary>
    private static async Task<IReadOnlyList<TResult>> EachAsync<TStep, TResult>(
        SqlSession session, IReadOnlyList<TStep> steps, Func<TStep, FalBatchJobKey> key, TResult notFound, Func<SqlBatch, TStep, Task<TResult>> apply)
    {
        var results = new TResult[steps.Count];
        var batches = new List<(SqlBatch? Batch, IEnumerable<int> Steps)>();
        foreach (IGrouping<string, int> group in Enumerable.Range(0, steps.Count).GroupBy(index => key(steps[index]).BatchId, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
            batches.Add((await LockAsync(session, group.Key).ConfigureAwait(false), group.OrderBy(index => key(steps[index]).Number)));
        foreach ((SqlBatch? batch, IEnumerable<int> indexes) in batches)
        {
            foreach (int index in indexes)
                results[index] = batch is null ? notFound : await apply(batch, steps[index]).ConfigureAwait(false);
            if (batch is not null)
                await batch.SaveAsync(session).ConfigureAwait(false);
        }

        return results;
    }
}
