using System.Globalization;

namespace KlingGen.Batches;

/// <summary>What was moved.</summary>
internal sealed record SqlMoved(long Batches, long Jobs);

/// <summary>
/// Moves all batches from one database to another, so that at no moment two databases would send the same job. In this order: the copy is committed while its batches wait as importing, which no worker sends; then the
/// source gives its tables other names, which ends every worker on it; then the batches of the target go on. A crash in between leaves one of the two at work or none, and the same call again finishes.
/// </summary>
internal static class SqlMove
{
    private const string Arriving = "arriving:";
    private const string Moved = "moved";
    private const int Page = 500;
    private const int RowsOfInsert = 50;
    private static readonly string[] Tables = ["kg_account", "kg_batch", "kg_job", "kg_input", "kg_finished"];

    /// <summary>Stands in for the version that a program must have: none has it.</summary>
    public const long NoProgram = 1_000_000;

    /// <param name="source">Where the batches are.</param>
    /// <param name="target">Where they go; it may have others.</param>
    /// <param name="progress">Hears of rows.</param>
    /// <param name="cancellationToken">Moves nothing.</param>
    /// <param name="copied">Hears that the copy is committed, and nothing else.</param>
    /// <exception cref="FalBatchStoreException">Jobs are leased or being sent, a batch is in both databases, the copy differs, or a database cannot do it. Nothing was moved then.</exception>
    public static async Task<SqlMoved> RunAsync(SqlBatchStore source, SqlBatchStore target, Action<long> progress, CancellationToken cancellationToken, Action? copied = null)
    {
        await target.OpenAsync(cancellationToken).ConfigureAwait(false);
        bool finishes = false;
        try
        {
            await source.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FalBatchMovedException)
        {
            finishes = await target.WriteAsync(static session => session.NumberAsync($"SELECT COUNT(*) FROM kg_meta WHERE name LIKE '{Arriving}%'"), cancellationToken).ConfigureAwait(false) > 0;
            if (!finishes)
                throw;
        }

        SqlMoved moved = finishes ? new SqlMoved(0, 0) : await source.WriteAsync(async from =>
        {
            await source.Dialect.BeginMigrationAsync(from).ConfigureAwait(false);
            // First of all: no step of a worker is under way behind this line, and none comes after it.
            foreach (string table in Tables)
                await from.ExecuteAsync($"ALTER TABLE {table} RENAME TO {Away(table)}").ConfigureAwait(false);
            await CheckAsync(from).ConfigureAwait(false);
            SqlMoved there = await target.WriteAsync(async to =>
            {
                await target.Dialect.BeginMigrationAsync(to).ConfigureAwait(false);
                return await CopyAsync(from, to, progress).ConfigureAwait(false);
            }, cancellationToken).ConfigureAwait(false);
            copied?.Invoke();
            await from.ExecuteAsync(
                $"INSERT INTO kg_meta (name, value) VALUES ('{Moved}', @now), ('oldest', {NoProgram}) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("@now", from.Now)).ConfigureAwait(false);
            return there;
        }, cancellationToken).ConfigureAwait(false);

        // Not with the caller's token: the source is gone, and the batches are to go on.
        return await target.WriteAsync(async to =>
        {
            foreach ((string name, long state) in await to.ListAsync($"SELECT name, value FROM kg_meta WHERE name LIKE '{Arriving}%'", static row => (row.Text(0), row.Long(1))).ConfigureAwait(false))
            {
                await to.ExecuteAsync("UPDATE kg_batch SET state = @state WHERE id = @id", ("@state", state), ("@id", name[Arriving.Length..])).ConfigureAwait(false);
                if (finishes)
                    moved = new SqlMoved(moved.Batches + 1, moved.Jobs + await to.NumberAsync("SELECT total FROM kg_batch WHERE id = @id", ("@id", name[Arriving.Length..])).ConfigureAwait(false));
            }

            await to.ExecuteAsync($"DELETE FROM kg_meta WHERE name LIKE '{Arriving}%'").ConfigureAwait(false);
            return moved;
        }, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Refuses a database whose batches are elsewhere.</summary>
    public static async Task RefuseMovedAsync(SqlSession session)
    {
        long at = await session.NumberAsync($"SELECT value FROM kg_meta WHERE name = '{Moved}'").ConfigureAwait(false);
        if (at > 0)
            throw new FalBatchMovedException(string.Create(CultureInfo.InvariantCulture, $"The batches of this database were moved to another one on {DateTimeOffset.FromUnixTimeMilliseconds(at):yyyy-MM-dd HH:mm} UTC, and go on there. Name that one."));
    }

    private static string Away(string table) => "kg_moved_" + table["kg_".Length..];

    private static async Task CheckAsync(SqlSession from)
    {
        long live = await from.NumberAsync("SELECT COUNT(*) FROM kg_moved_job WHERE state IN (1, 2)").ConfigureAwait(false);
        if (live > 0)
            throw new FalBatchStoreException($"{live} jobs are leased or being sent, so nothing was moved. Stop all workers on this database, wait until their leases have ended (two minutes), and begin again.");
    }

    private static async Task<SqlMoved> CopyAsync(SqlSession from, SqlSession to, Action<long> progress)
    {
        var moved = new SqlMoved(0, 0);
        (string[] accountNames, List<object?[]> accounts) = await from.TableAsync("SELECT * FROM kg_moved_account ORDER BY name").ConfigureAwait(false);
        await InsertAsync(to, "kg_account", accountNames, accounts, " ON CONFLICT (name) DO NOTHING").ConfigureAwait(false);
        (string[] names, List<object?[]> batches) = await from.TableAsync("SELECT * FROM kg_moved_batch ORDER BY key").ConfigureAwait(false);
        int key = Array.IndexOf(names, "key"), id = Array.IndexOf(names, "id"), state = Array.IndexOf(names, "state");
        foreach (object?[] batch in batches)
        {
            string batchId = (string)batch[id]!;
            await MakePlaceAsync(to, batchId).ConfigureAwait(false);
            await to.ExecuteAsync("INSERT INTO kg_meta (name, value) VALUES (@name, @state)", ("@name", Arriving + batchId), ("@state", batch[state])).ConfigureAwait(false);
            long oldKey = (long)batch[key]!;
            batch[state] = (long)FalBatchState.Importing;
            await InsertAsync(to, "kg_batch", Without(names, key), [Without(batch, key)], string.Empty).ConfigureAwait(false);
            long newKey = await to.NumberAsync("SELECT key FROM kg_batch WHERE id = @id", ("@id", batchId)).ConfigureAwait(false);
            moved = new SqlMoved(moved.Batches + 1, moved.Jobs + await CopyRowsAsync(from, to, "kg_input", oldKey, newKey, progress).ConfigureAwait(false));
            await CopyRowsAsync(from, to, "kg_job", oldKey, newKey, progress).ConfigureAwait(false);
            await CopyRowsAsync(from, to, "kg_finished", oldKey, newKey, progress).ConfigureAwait(false);
            await VerifyAsync(from, to, batchId, oldKey, newKey).ConfigureAwait(false);
        }

        return moved;
    }

    /// <summary>Takes away what a move that broke off has left of a batch.</summary>
    private static async Task MakePlaceAsync(SqlSession to, string batchId)
    {
        long found = await to.NumberAsync("SELECT key FROM kg_batch WHERE id = @id", ("@id", batchId)).ConfigureAwait(false);
        if (await to.NumberAsync("SELECT COUNT(*) FROM kg_meta WHERE name = @name", ("@name", Arriving + batchId)).ConfigureAwait(false) == 0)
        {
            if (found != 0)
                throw new FalBatchStoreException($"The batch {batchId} is in both databases, so nothing was moved. Name another target.");
            return;
        }

        foreach (string table in (string[])["kg_job", "kg_input", "kg_finished"])
            await to.ExecuteAsync($"DELETE FROM {table} WHERE batch = @batch", ("@batch", found)).ConfigureAwait(false);
        await to.ExecuteAsync("DELETE FROM kg_batch WHERE key = @batch", ("@batch", found)).ConfigureAwait(false);
        await to.ExecuteAsync("DELETE FROM kg_meta WHERE name = @name", ("@name", Arriving + batchId)).ConfigureAwait(false);
    }

    private static async Task<long> CopyRowsAsync(SqlSession from, SqlSession to, string table, long oldKey, long newKey, Action<long> progress)
    {
        long copied = 0, after = -1;
        while (true)
        {
            (string[] names, List<object?[]> rows) = await from.TableAsync(
                $"SELECT * FROM {Away(table)} WHERE batch = @batch AND number > @after ORDER BY number LIMIT {Page}", ("@batch", oldKey), ("@after", after)).ConfigureAwait(false);
            if (rows.Count == 0)
                return copied;
            int batch = Array.IndexOf(names, "batch"), number = Array.IndexOf(names, "number");
            foreach (object?[] row in rows)
                row[batch] = newKey;
            await InsertAsync(to, table, names, rows, string.Empty).ConfigureAwait(false);
            copied += rows.Count;
            after = (long)rows[^1][number]!;
            progress(rows.Count);
        }
    }

    private static async Task InsertAsync(SqlSession to, string table, string[] names, List<object?[]> rows, string also)
    {
        foreach (object?[][] part in rows.Chunk(RowsOfInsert))
        {
            var values = new List<(string, object?)>();
            var texts = new List<string>();
            foreach (object?[] row in part)
            {
                texts.Add("(" + string.Join(", ", row.Select((_, column) => string.Create(CultureInfo.InvariantCulture, $"@p{values.Count + column}"))) + ")");
                values.AddRange(row.Select((value, column) => (string.Create(CultureInfo.InvariantCulture, $"@p{values.Count + column}"), value)).ToArray());
            }

            await to.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", names)}) VALUES {string.Join(", ", texts)}{also}", [.. values]).ConfigureAwait(false);
        }
    }

    /// <summary>Counts and sums of both sides, row by row of the batch.</summary>
    private static async Task VerifyAsync(SqlSession from, SqlSession to, string batchId, long oldKey, long newKey)
    {
        foreach ((string table, string sums) in ((string, string)[])
            [
                ("kg_job", "COUNT(*), COALESCE(SUM(number), 0), COALESCE(SUM(state), 0), COALESCE(SUM(reserved), 0), COALESCE(SUM(fence), 0)"),
                ("kg_input", "COUNT(*), COALESCE(SUM(number), 0), COALESCE(SUM(LENGTH(input)), 0), 0, 0"),
                ("kg_finished", "COUNT(*), COALESCE(SUM(number), 0), COALESCE(SUM(state), 0), COALESCE(SUM(cost), 0), COALESCE(SUM(seq), 0)"),
            ])
        {
            (_, List<object?[]> before) = await from.TableAsync($"SELECT {sums} FROM {Away(table)} WHERE batch = @batch", ("@batch", oldKey)).ConfigureAwait(false);
            (_, List<object?[]> after) = await to.TableAsync($"SELECT {sums} FROM {table} WHERE batch = @batch", ("@batch", newKey)).ConfigureAwait(false);
            if (!before[0].Select(Text).SequenceEqual(after[0].Select(Text)))
                throw new FalBatchStoreException($"The copy of the batch {batchId} is not like the original in {table}, so nothing was moved. Check both disks, and begin again.");
        }

        // The counters of the batch must be those of its jobs: they are what limits and budgets go by.
        if (await to.NumberAsync(
            "SELECT COUNT(*) FROM kg_batch b WHERE b.key = @batch AND b.planned + b.leased + b.submitting + b.submitted + b.unknown + b.downloading = (SELECT COUNT(*) FROM kg_job j WHERE j.batch = b.key) "
            + "AND b.total = (SELECT COUNT(*) FROM kg_input i WHERE i.batch = b.key)", ("@batch", newKey)).ConfigureAwait(false) != 1)
            throw new FalBatchStoreException($"The counters of the batch {batchId} do not fit its jobs, so nothing was moved. The database may be damaged.");

        // One database sums to whole numbers, the other to decimal ones.
        static string Text(object? value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString("0", CultureInfo.InvariantCulture);
    }

    private static T[] Without<T>(T[] items, int index) => [.. items[..index], .. items[(index + 1)..]];
}

/// <summary>The batches are in another database.</summary>
internal sealed class FalBatchMovedException(string message) : FalBatchStoreException(message);
