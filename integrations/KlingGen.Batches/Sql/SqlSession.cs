using System.Data.Common;
using System.Globalization;
using System.Text;

namespace KlingGen.Batches;

/// <summary>One transaction. Disposed without <see cref="CommitAsync"/>, it changes nothing.</summary>
internal sealed class SqlSession(SqlDialect dialect, DbConnection connection, DbTransaction? transaction, Func<ValueTask>? release, CancellationToken cancellationToken) : IAsyncDisposable
{
    /// <summary>The database's clock at the first look at it, in milliseconds since 1970.</summary>
    public long Now { get; private set; }

    /// <summary>A row that was changed later than this was changed by a clock that has been put back since: what waits by it is due.</summary>
    public long Ahead => Now + 300_000;

    /// <summary>Whether the transaction is somebody else's.</summary>
    public bool IsForeign => release is null;

    /// <summary>How long a statement may take, in seconds; 0 for as long as it takes, null for what the connection says.</summary>
    public int? CommandTimeout { get; set; }

    public async Task ReadClockAsync() => Now = await dialect.NowAsync(this).ConfigureAwait(false);

    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] values)
    {
        using DbCommand command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Inserts rows, many with each statement.</summary>
    /// <param name="into">The table with its columns.</param>
    /// <param name="rows">The values of each row, in the order of the columns.</param>
    public async Task InsertAsync(string into, IReadOnlyList<object?[]> rows)
    {
        const int RowsOfStatement = 100;
        for (int first = 0; first < rows.Count; first += RowsOfStatement)
        {
            int count = Math.Min(RowsOfStatement, rows.Count - first);
            var values = new List<(string, object?)>(count * rows[first].Length);
            var sql = new StringBuilder("INSERT INTO ").Append(into).Append(" VALUES ");
            for (int row = 0; row < count; row++)
            {
                sql.Append(row == 0 ? "(" : ", (");
                for (int column = 0; column < rows[first + row].Length; column++)
                {
                    string name = string.Create(CultureInfo.InvariantCulture, $"@v{values.Count}");
                    sql.Append(column == 0 ? string.Empty : ", ").Append(name);
                    values.Add((name, rows[first + row][column]));
                }

                sql.Append(')');
            }

            await ExecuteAsync(sql.ToString(), [.. values]).ConfigureAwait(false);
        }
    }

    public async Task<List<T>> ListAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] values)
    {
        using DbCommand command = Command(sql, values);
        using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        var row = new SqlRow(reader);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(read(row));
        return rows;
    }

    public async Task<T?> OneAsync<T>(string sql, Func<SqlRow, T> read, params (string Name, object? Value)[] values)
        where T : class => (await ListAsync(sql, read, values).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Rows with all their columns, whatever these are.</summary>
    public async Task<(string[] Names, List<object?[]> Rows)> TableAsync(string sql, params (string Name, object? Value)[] values)
    {
        using DbCommand command = Command(sql, values);
        using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        string[] names = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add([.. Enumerable.Range(0, names.Length).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        return (names, rows);
    }

    public async Task<long> NumberAsync(string sql, params (string Name, object? Value)[] values)
    {
        List<long> rows = await ListAsync(sql, static row => row.Long(0), values).ConfigureAwait(false);
        return rows.Count == 0 ? 0 : rows[0];
    }

    public async Task CommitAsync()
    {
        // Not with the caller's token: a commit that is given up half way leaves open whether it holds.
        if (transaction is not null && release is not null)
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (release is null)
            return;
        try
        {
            if (transaction is not null)
                await transaction.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await release().ConfigureAwait(false);
        }
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = CommandTimeout ?? command.CommandTimeout;
#pragma warning disable CA2100 // Constants of this assembly, with words of the dialect and numbers; texts are parameters.
        command.CommandText = dialect.Adapt(sql);
#pragma warning restore CA2100
        foreach ((string name, object? value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = dialect.Value(value) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>The row that a reader stands on.</summary>
internal readonly struct SqlRow(DbDataReader reader)
{
    public long Long(int column) => reader.GetInt64(column);

    public int Int(int column) => (int)reader.GetInt64(column);

    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
