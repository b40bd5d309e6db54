using System.Text;
using Npgsql;

namespace KlingGen.Batches;

/// <summary>Batches on PostgreSQL, version 12 or later: <c>FalBatchStores.PostgreSql(…)</c>, and <c>batches.UsePostgres(…)</c> in a host.</summary>
public static class FalBatchPostgres
{
    private const int MaxNameBytes = 63;

    extension(FalBatchStores)
    {
        /// <summary>A database of PostgreSQL: workers on any number of machines share it. Works behind a pooler, also one that hands out connections by the transaction.</summary>
        /// <param name="connectionString">
        /// The connection string of Npgsql, <c>Host=db;Database=jobs;Username=worker;Password=…</c>, or an address, <c>postgresql://worker:…@db/jobs?sslmode=require</c>.
        /// </param>
        /// <param name="schema">The schema of the tables, made when it does not exist; left <see langword="null"/>, the first one of the user's <c>search_path</c>.</param>
        /// <returns>The store; <see cref="FalBatches.OpenAsync(IFalBatchStore, FalClient, FalBatchWorkerOptions?, CancellationToken)"/> opens it.</returns>
        /// <exception cref="ArgumentException">The connection string cannot be read, or names no host; the schema is no name.</exception>
        public static IFalBatchStore PostgreSql(string connectionString, string? schema = null) =>
            new SqlBatchStore(new PostgreSqlDialect(PostgreSqlSource.Of(connectionString), owned: true, CheckedName(schema)));

        /// <summary>A database of PostgreSQL, by a data source of yours: with a password that changes, a certificate, several hosts, tracing.</summary>
        /// <param name="dataSource">The data source. Not disposed.</param>
        /// <param name="schema">The schema of the tables, made when it does not exist; left <see langword="null"/>, the first one of the user's <c>search_path</c>.</param>
        /// <returns>The store; <see cref="FalBatches.OpenAsync(IFalBatchStore, FalClient, FalBatchWorkerOptions?, CancellationToken)"/> opens it.</returns>
        /// <exception cref="ArgumentException">The schema is no name.</exception>
        public static IFalBatchStore PostgreSql(NpgsqlDataSource dataSource, string? schema = null)
        {
            ArgumentNullException.ThrowIfNull(dataSource);
            return new SqlBatchStore(new PostgreSqlDialect(dataSource, owned: false, CheckedName(schema)));
        }
    }

    /// <summary>Keeps batches in a database of PostgreSQL.</summary>
    /// <param name="builder">The builder of <c>AddFalBatches</c>.</param>
    /// <param name="connectionString">
    /// The connection string of Npgsql, <c>Host=db;Database=jobs;Username=worker;Password=…</c>, or an address, <c>postgresql://worker:…@db/jobs?sslmode=require</c>.
    /// </param>
    /// <param name="schema">The schema of the tables, made when it does not exist; left <see langword="null"/>, the first one of the user's <c>search_path</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string is empty, or the schema is no name.</exception>
    public static FalBatchesBuilder UsePostgres(this FalBatchesBuilder builder, string connectionString, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        CheckedName(schema);
        return builder.UseStore(_ => FalBatchStores.PostgreSql(connectionString, schema));
    }

    /// <summary>Keeps batches in a database of PostgreSQL, by a data source of yours.</summary>
    /// <param name="builder">The builder of <c>AddFalBatches</c>.</param>
    /// <param name="dataSource">Finds the data source: <c>services => services.GetRequiredService&lt;NpgsqlDataSource&gt;()</c>. Not disposed.</param>
    /// <param name="schema">The schema of the tables, made when it does not exist; left <see langword="null"/>, the first one of the user's <c>search_path</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The schema is no name.</exception>
    public static FalBatchesBuilder UsePostgres(this FalBatchesBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        CheckedName(schema);
        return builder.UseStore(services => FalBatchStores.PostgreSql(dataSource(services), schema));
    }

    /// <summary>The server cuts longer names off, and would look for another table than it made.</summary>
    private static string? CheckedName(string? schema) => schema is null || (schema.Length > 0 && Encoding.UTF8.GetByteCount(schema) <= MaxNameBytes && !schema.Contains('\0', StringComparison.Ordinal))
        ? schema
        : throw new ArgumentException($"The schema '{schema}' is no name: give it from 1 to {MaxNameBytes} bytes.", nameof(schema));
}
