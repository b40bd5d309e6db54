using System.Globalization;
using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen.Batches;
using KlingGen.TestKit;
using Npgsql;

namespace Batches.Tests.Postgres;

/// <summary>What a server may refuse, lose or keep waiting for: said in words, and nothing is bought behind its back.</summary>
public sealed class PostgresTroubleTests : IAsyncLifetime
{
    private PostgresSchema _database = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = (PostgresSchema)await TestDatabase.CreateAsync(TestDatabase.Postgres);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("Port=1", "cannot be reached (ConnectionRefused). Check Host and Port", true)]
    [InlineData("Database=nowhere", "There is no such database. Create it", false)]
    [InlineData("Username=nobody", "The server does not let this user in. Check Username", false)]
    [InlineData("Options=-c default_transaction_read_only=on", "The database is read-only", true)]
    public async Task What_cannot_be_opened_is_refused_in_words(string setting, string sentence, bool transient)
    {
        await using SqlBatchStore store = _database.NewStore($"{_database.ConnectionString};{setting}");
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => store.OpenAsync(Stop));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Equal(transient, error.IsTransient);
    }

    [Fact]
    public async Task A_database_of_another_encoding_is_refused_in_words()
    {
        await ExecuteAsync("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try
        {
            await using SqlBatchStore store = _database.NewStore($"{_database.ConnectionString};Database=latin;Pooling=false");
            FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => store.OpenAsync(Stop));
            Assert.Contains("has the encoding LATIN1", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync("DROP DATABASE latin");
        }
    }

    [Fact]
    public async Task A_read_only_database_shows_its_batches_and_nothing_is_sent()
    {
        await using Rig rig = await Rig.StartAsync();
        await using (FalBatches batches = await OpenAsync(rig))
            await batches.CreateAsync(rig.Fal.Endpoint(Rig.Kling), Rig.Prompts(3), new() { Id = "seen" }, Stop);
        await using FalBatches replica = await OpenAsync(rig, ";Options=-c default_transaction_read_only=on");
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => replica.Worker.RunOnceAsync(Stop));
        Assert.Contains("The database is read-only", error.Message, StringComparison.Ordinal);
        rig.Emulator.Journal.AssertNothingSubmitted();
        Assert.Equal(3, (await (await replica.OpenAsync("seen", Stop)).GetStatusAsync(Stop)).Planned);
    }

    [Fact]
    public async Task A_worker_needs_no_right_to_make_tables_and_is_refused_in_words_where_there_are_none()
    {
        string role = $"worker{Guid.NewGuid():N}";
        string schema = Quoted(_database.Schema);
        await ExecuteAsync($"CREATE ROLE {role} LOGIN");
        await using SqlBatchStore store = _database.NewStore($"{_database.ConnectionString};Username={role}");
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => store.OpenAsync(Stop));
        Assert.Contains("The user lacks a right. To create tables it needs CREATE on the schema", error.Message, StringComparison.Ordinal);

        await using (SqlBatchStore owner = _database.NewStore())
            await owner.OpenAsync(Stop);
        await ExecuteAsync($"GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}");
        await using Rig rig = await Rig.StartAsync();
        await using FalBatches batches = await OpenAsync(rig, $";Username={role}");
        FalBatch batch = await batches.CreateAsync(rig.Fal.Endpoint(Rig.Kling), Rig.Prompts(3), null, Stop);
        await batches.Worker.RunOnceAsync(Stop);
        _database.Advance(TimeSpan.FromSeconds(10));
        await batches.Worker.RunOnceAsync(Stop);
        Assert.Equal(3, (await batch.GetStatusAsync(Stop)).Completed);
        rig.AssertBoughtOnce(3);
        await ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task Texts_that_the_server_cannot_hold_are_stored_with_a_mark_in_their_place()
    {
        await using SqlBatchStore store = _database.NewStore();
        await store.OpenAsync(Stop);
        await store.CreateAsync(StoreContract.Definition() with { Name = "a\0b" }, Stop);
        await store.AppendAsync("batch", 1, [StoreContract.Line(1) with { Error = "half \uD83D of a character, whole \uD83D\uDE00" }], Stop);
        Assert.Equal("a\uFFFDb", (await store.FindAsync("batch", Stop))!.Definition.Name);
        Assert.Equal("half \uFFFD of a character, whole \uD83D\uDE00", Assert.Single(await store.ReadEventsAsync("batch", 0, 10, Stop)).Job.Error);
    }

    [Fact]
    public async Task Two_transactions_that_wait_for_each_other_end_with_one_of_them_repeated()
    {
        await using SqlBatchStore store = _database.NewStore();
        await store.OpenAsync(Stop);
        FalBatchJobKey[] jobs = await SubmittingAsync(store, "a", "b");
        await using var connection = (NpgsqlConnection)await _database.ConnectAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Stop);
        // The store's step notices first, and is the one to give way.
        await ExecuteAsync("SET LOCAL deadlock_timeout = '1h'", connection);
        await ExecuteAsync($"SELECT 1 FROM {Quoted(_database.Schema)}.kg_batch WHERE id = 'b' FOR UPDATE", connection);
        Task<IReadOnlyList<bool>> step = store.AnswerAsync([.. jobs.Select(static job => new FalBatchAnswer { Key = job, Kind = FalBatchAnswerKind.Submitted, Handle = StoreContract.Handle(job) })], Stop);
        await WaitsAsync(connection.ProcessID);
        // Waits for the store's step, which waits for us.
        await HangGuard.Within(ExecuteAsync($"SELECT 1 FROM {Quoted(_database.Schema)}.kg_batch WHERE id = 'a' FOR UPDATE", connection), "the deadlock");
        await transaction.CommitAsync(Stop);
        Assert.Equal([true, true], await HangGuard.Within(step, "the step"));
        await Audit.CheckAsync(store);
    }

    [Fact]
    public async Task A_program_that_falls_silent_in_a_step_holds_the_others_up_for_a_limited_time()
    {
        await using var database = new PostgresSchema(_database.ConnectionString) { LongestSilence = TimeSpan.FromMilliseconds(200) };
        await using SqlBatchStore store = database.NewStore();
        await store.OpenAsync(Stop);
        await store.CreateAsync(StoreContract.Definition(), Stop);
        await using SqlSession silent = await store.Dialect.BeginAsync(Stop);
        await silent.ReadClockAsync();
        await silent.ListAsync("SELECT key FROM kg_batch WHERE id = 'batch'{lock}", static row => row.Long(0));
        await HangGuard.Within(store.SealAsync("batch", Stop), "the other program");
        Exception error = await Assert.ThrowsAnyAsync<NpgsqlException>(silent.CommitAsync);
        Assert.True(store.Dialect.Translate(error, committing: true)!.IsTransient);
    }

    [Fact]
    public async Task A_step_in_a_transaction_that_has_failed_says_what_to_do()
    {
        await using SqlBatchStore store = _database.NewStore();
        await store.OpenAsync(Stop);
        await store.CreateAsync(StoreContract.Definition(), Stop);
        await using var connection = (NpgsqlConnection)await _database.ConnectAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Stop);
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("SELECT 1 / 0", connection));
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => store.Within(transaction).SealAsync("batch", Stop));
        Assert.Contains("Roll it back and repeat it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_somebody_holds_is_not_waited_for_for_ever_when_it_is_to_be_changed()
    {
        await using SqlBatchStore store = _database.NewStore();
        await store.OpenAsync(Stop);
        await using var connection = (NpgsqlConnection)await _database.ConnectAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(Stop);
        await ExecuteAsync($"SELECT 1 FROM {Quoted(_database.Schema)}.kg_batch", connection);
        await using var next = new SqlBatchStore(new PostgreSqlDialect(PostgreSqlSource.Of(_database.ConnectionString), owned: true, _database.Schema) { LongestWaitForTable = TimeSpan.FromMilliseconds(50) })
        {
            Schema = (SqlSchema.Version + 1, SqlSchema.Oldest, [.. SqlSchema.Steps, ["ALTER TABLE kg_batch ADD COLUMN comment TEXT"]]),
        };
        FalBatchStoreException error = await Assert.ThrowsAsync<FalBatchStoreException>(() => next.OpenAsync(Stop));
        Assert.Contains("Another program holds a table that is to be changed", error.Message, StringComparison.Ordinal);
        await transaction.RollbackAsync(Stop);
        await next.OpenAsync(Stop);
    }

    private async Task<FalBatches> OpenAsync(Rig rig, string settings = "") =>
        await FalBatches.OpenAsync(_database.NewStore(_database.ConnectionString + settings), rig.Fal, new FalBatchWorkerOptions(), Stop);

    private static async Task<FalBatchJobKey[]> SubmittingAsync(SqlBatchStore store, params string[] ids)
    {
        foreach (string id in ids)
        {
            await store.CreateAsync(StoreContract.Definition(id), Stop);
            await store.AppendAsync(id, 1, [StoreContract.Line(1)], Stop);
            await store.SealAsync(id, Stop);
        }

        FalBatchJobKey[] jobs = [.. (await store.LeaseAsync(StoreContract.Request(10), Stop)).Jobs];
        Assert.Equal(ids.Length, (await store.BeginSubmitAsync(jobs, TimeSpan.FromHours(1), Stop)).Count);
        return jobs;
    }

    /// <summary>Until somebody waits for a lock of this connection; each look is a statement, and the guard ends them.</summary>
    private async Task WaitsAsync(int holder)
    {
        await using var watch = (NpgsqlConnection)await _database.ConnectAsync();
        await using var command = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM pg_stat_activity WHERE {holder} = ANY(pg_blocking_pids(pid))"), watch);
        await HangGuard.Within(Task.Run(async () =>
        {
            while ((long)(await command.ExecuteScalarAsync(Stop))! == 0)
                await Task.Yield();
        }, Stop), "the step");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = (NpgsqlConnection)await _database.ConnectAsync();
        await ExecuteAsync(sql, connection);
    }

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
