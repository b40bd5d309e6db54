using System.Data;
using System.Data.Common;
using System.Globalization;

namespace Batches.Benchmarks;

/// <summary>The same steps as one writes them by hand on the same tables: as few statements as are needed, and none of the library's checks.</summary>
internal sealed class ByHand(Database database, DbConnection connection, string batch)
{
    private long _key;

    public Task ImportAsync(IReadOnlyList<string> inputs) => InTransactionAsync(async transaction =>
    {
        await RunAsync(transaction, "INSERT INTO kg_account (name, slots, max_slots) VALUES (@id, 1000000, 1000000)", ("@id", batch));
        await RunAsync(transaction, "INSERT INTO kg_batch (id, account, endpoint, state, created_at, currency, cost_per_job, max_in_flight) VALUES (@id, @id, 'e', 1, 0, 'USD', 1000, 1000000)", ("@id", batch));
        _key = (await QueryAsync(transaction, "SELECT key FROM kg_batch WHERE id = @id", ("@id", batch)))[0];
        for (int at = 0; at < inputs.Count; at += 100)
        {
            int count = Math.Min(100, inputs.Count - at);
            string rows = string.Join(", ", Enumerable.Range(0, count).Select(row => string.Create(CultureInfo.InvariantCulture, $"({_key}, {at + row + 1}, @i{row})")));
            string jobs = string.Join(", ", Enumerable.Range(0, count).Select(row => string.Create(CultureInfo.InvariantCulture, $"({_key}, {at + row + 1}, 0)")));
            await RunAsync(transaction, "INSERT INTO kg_input (batch, number, input) VALUES " + rows, [.. Enumerable.Range(0, count).Select(row => (string.Create(CultureInfo.InvariantCulture, $"@i{row}"), (object)inputs[at + row]))]);
            await RunAsync(transaction, "INSERT INTO kg_job (batch, number, state) VALUES " + jobs);
        }

        await RunAsync(transaction, "UPDATE kg_batch SET total = total + @n, planned = planned + @n WHERE key = @k", ("@n", (long)inputs.Count), ("@k", _key));
    });

    public async Task<IReadOnlyList<long>> LeaseAsync(int max)
    {
        List<long> numbers = [];
        await InTransactionAsync(async transaction =>
        {
            await QueryAsync(transaction, $"SELECT slots FROM kg_account WHERE name = @id{database.Lock}", ("@id", batch));
            await QueryAsync(transaction, $"SELECT key FROM kg_batch WHERE key = @k{database.Lock}", ("@k", _key));
            numbers = await QueryAsync(transaction, $"SELECT number FROM kg_job WHERE batch = @k AND state = 0 AND due_at <= @now ORDER BY due_at, number LIMIT @max{database.SkipLocked}", ("@k", _key), ("@now", Now()), ("@max", (long)max));
            await RunAsync(transaction, $"UPDATE kg_job SET state = 1, fence = fence + 1, due_at = @due, since = @now, reserved = 1000 WHERE batch = @k AND number IN ({string.Join(',', numbers)})", ("@due", Now() + 120_000), ("@now", Now()), ("@k", _key));
            await RunAsync(transaction, "UPDATE kg_batch SET planned = planned - @n, leased = leased + @n, reserved = reserved + 1000 * @n WHERE key = @k", ("@n", (long)numbers.Count), ("@k", _key));
        });
        return numbers;
    }

    /// <summary>The intent, and the answer: two transactions, for between them is the call.</summary>
    public async Task SubmitAsync(long number)
    {
        await InTransactionAsync(async transaction =>
        {
            await RunAsync(transaction, "UPDATE kg_batch SET leased = leased - 1, submitting = submitting + 1 WHERE key = @k", ("@k", _key));
            await RunAsync(transaction, "UPDATE kg_job SET state = 2, due_at = @due, since = @now, sent_at = @now WHERE batch = @k AND number = @n AND state = 1 AND fence = 1", ("@due", Now() + 60_000), ("@now", Now()), ("@k", _key), ("@n", number));
            await QueryTextAsync(transaction, "SELECT input FROM kg_input WHERE batch = @k AND number = @n", ("@k", _key), ("@n", number));
        });
        await InTransactionAsync(async transaction =>
        {
            await RunAsync(transaction, "UPDATE kg_batch SET submitting = submitting - 1, submitted = submitted + 1 WHERE key = @k", ("@k", _key));
            await RunAsync(transaction, "UPDATE kg_job SET state = 3, due_at = @due, since = @now, handle = @h, request_id = @r WHERE batch = @k AND number = @n AND state = 2 AND fence = 1", ("@due", Now()), ("@now", Now()), ("@h", Rates.Handle(number).ToJson()), ("@r", Rates.Handle(number).RequestId), ("@k", _key), ("@n", number));
        });
    }

    public Task FinishAsync(long number, string result) => InTransactionAsync(async transaction =>
    {
        await RunAsync(transaction, "UPDATE kg_batch SET submitted = submitted - 1, completed = completed + 1, reserved = reserved - 1000, spent = spent + 1000, last_seq = last_seq + 1 WHERE key = @k", ("@k", _key));
        await RunAsync(
            transaction,
            """
            INSERT INTO kg_finished (batch, number, state, seq, fence, request_id, result, cost, sent_at, finished_at)
            SELECT batch, number, 4, (SELECT last_seq FROM kg_batch WHERE key = @k), fence, request_id, @result, reserved, sent_at, @now FROM kg_job WHERE batch = @k AND number = @n AND state = 3
            """,
            ("@result", result), ("@now", Now()), ("@k", _key), ("@n", number));
        await RunAsync(transaction, "DELETE FROM kg_job WHERE batch = @k AND number = @n", ("@k", _key), ("@n", number));
    });

    public Task StatusAsync() => QueryAsync(null, "SELECT planned, leased, submitting, submitted, completed, failed, unknown, reserved, spent FROM kg_batch WHERE id = @id", ("@id", batch));

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private async Task InTransactionAsync(Func<DbTransaction, Task> work)
    {
        using DbTransaction transaction = await connection.BeginTransactionAsync(database.IsPostgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable);
        await work(transaction);
        await transaction.CommitAsync();
    }

    private async Task RunAsync(DbTransaction transaction, string sql, params (string Name, object Value)[] values)
    {
        using DbCommand command = Command(transaction, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<long>> QueryAsync(DbTransaction? transaction, string sql, params (string Name, object Value)[] values)
    {
        using DbCommand command = Command(transaction, sql, values);
        using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<long>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetInt64(0));
        return rows;
    }

    private async Task<string?> QueryTextAsync(DbTransaction transaction, string sql, params (string Name, object Value)[] values)
    {
        using DbCommand command = Command(transaction, sql, values);
        return (string?)await command.ExecuteScalarAsync();
    }

    private DbCommand Command(DbTransaction? transaction, string sql, (string Name, object Value)[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
