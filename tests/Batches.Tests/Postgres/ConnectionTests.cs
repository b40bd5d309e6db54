using Batches.Tests.Crashes;
using Batches.Tests.Running;
using Batches.Tests.Store;
using KlingGen.Batches;
using KlingGen.TestKit;
using Npgsql;

namespace Batches.Tests.Postgres;

/// <summary>More programs than a server has connections, with and without a pooler; connection strings and addresses.</summary>
public sealed class ConnectionTests(ITestOutputHelper output)
{
    private const int Programs = 8, Steps = 6;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storm_on_a_server_with_few_connections_fails_in_words_and_the_books_are_right()
    {
        PostgresCluster.SkipWithout();
        using PostgresCluster cluster = await PostgresCluster.StartAsync("max_connections=10", "superuser_reserved_connections=0", "max_wal_senders=0", "autovacuum=off");
        await using var database = new PostgresSchema(cluster.ConnectionString + ";Pooling=false");
        (int done, FalBatchStoreException[] refused) = await StormAsync(database);
        output.WriteLine($"{done} steps went through, {refused.Length} were refused");
        Assert.NotEmpty(refused);
        Assert.All(refused, static error => Assert.Contains("The server has no connection free", error.Message, StringComparison.Ordinal));
        Assert.All(refused, static error => Assert.True(error.IsTransient));
    }

    [Fact]
    public async Task Behind_a_pooler_by_the_transaction_everything_works_and_nothing_is_left_in_a_session()
    {
        PostgresCluster.SkipWithout();
        PgBouncer.SkipWithout();
        using PgBouncer pooler = await PgBouncer.StartAsync(await PostgresCluster.Shared, connections: 3);
        await using var database = new PostgresSchema(pooler.ConnectionString + ";Pooling=false");
        (int done, FalBatchStoreException[] refused) = await StormAsync(database);
        Assert.Equal((Programs * Steps * 4, 0), (done, refused.Length));

        await using (Team team = await Team.StartAsync())
        {
            for (int worker = 0; worker < 3; worker++)
                await team.AddAsync(database.NewStore(pooler.ConnectionString));
            FalBatch batch = await team.CreateAsync(60, new() { Id = "pooled" });
            Assert.Equal(60, (await Team.FollowAsync(batch)).Count);
            await team.StopAsync();
            await using SqlBatchStore book = database.NewStore();
            await Reckoning.CheckAsync(team.Emulator, book, "pooled", maxUnknown: 0);
        }

        for (int look = 0; look < 10; look++)
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync(Stop);
            await using var command = new NpgsqlCommand("SELECT current_setting('idle_in_transaction_session_timeout') || ' ' || (SELECT COUNT(*) FROM pg_prepared_statements) || ' ' || (SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())", connection);
            Assert.Equal("0 0 0", await command.ExecuteScalarAsync(Stop));
        }
    }

    [Fact]
    public async Task Two_batches_of_one_account_share_its_slots_among_all_workers()
    {
        const int Jobs = 60, Slots = 6;
        await using var database = (PostgresSchema)await TestDatabase.CreateAsync(TestDatabase.Postgres);
        await using Team team = await Team.StartAsync();
        for (int worker = 0; worker < 3; worker++)
            await team.AddAsync(database.NewStore(), static options => options with { MaxInFlight = Slots });
        FalBatch[] batches = [await team.CreateAsync(Jobs, new() { Id = "one" }), await team.CreateAsync(Jobs, new() { Id = "two" }, first: Jobs + 1)];
        long max = 0;
        List<FalBatchEvent>[] events = await Task.WhenAll(batches.Select(batch => Team.FollowAsync(batch, _ =>
        {
            // Both of them in one look.
            IReadOnlyList<FalBatchStatus> now = team.First.Store.ListAsync(0, 2, Stop).GetAwaiter().GetResult();
            InterlockedMax(ref max, now.Sum(static status => status.Leased + status.Submitting + status.Submitted));
        })));
        Assert.All(events, static list => Assert.Equal(Jobs, list.Count));
        Assert.InRange(max, 1, Slots);
        Assert.Equal(2 * Jobs, team.Emulator.Bought().Count);
        Assert.All(team.Emulator.Bought(), static prompt => Assert.Equal(1, prompt.Value));
    }

    [Theory]
    [InlineData("Host=db;Database=jobs", "Host=db;Database=jobs;Application Name=KlingGen.Batches;Enlist=False;No Reset On Close=True")]
    [InlineData("Host=a,b;Application Name=mine", "Host=a,b;Application Name=mine;Enlist=False;No Reset On Close=True;Target Session Attributes=read-write")]
    [InlineData("Host=a,b;Target Session Attributes=any", "Host=a,b;Target Session Attributes=any;Application Name=KlingGen.Batches;Enlist=False;No Reset On Close=True")]
    [InlineData("postgres://u%40x:p%3Aw@db.example:6543/jobs?sslmode=verify-full&connect_timeout=5", "Host=db.example;Port=6543;Username=u@x;Password=p:w;Database=jobs;SSL Mode=VerifyFull;Timeout=5;Application Name=KlingGen.Batches;Enlist=False;No Reset On Close=True")]
    [InlineData("postgresql://db", "Host=db;Application Name=KlingGen.Batches;Enlist=False;No Reset On Close=True")]
    public void A_connection_string_or_an_address_is_read_and_completed(string given, string used) => Assert.Equal(used, PostgreSqlSource.Complete(given).ConnectionString);

    [Theory]
    [InlineData("postgres://a,b/jobs", "for several hosts use Host=a,b")]
    [InlineData("postgres://db/jobs?sslmode=never", "'sslmode=never', which is not known here")]
    [InlineData("postgres://db/jobs?colour=red", "'colour=red', which is not known here")]
    [InlineData("Colour=red", "colour")]
    [InlineData("Database=jobs", "Host")]
    [InlineData("", "empty")]
    public void What_cannot_be_read_is_refused_in_words(string given, string sentence) =>
        Assert.Contains(sentence, Assert.ThrowsAny<ArgumentException>(() => FalBatchStores.PostgreSql(given)).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public void A_schema_that_is_no_name_is_refused_in_words(string schema) =>
        Assert.Contains("is no name", Assert.ThrowsAny<ArgumentException>(() => FalBatchStores.PostgreSql("Host=db", schema)).Message, StringComparison.Ordinal);

    /// <summary>Many programs step at once, each step a connection of its own.</summary>
    private static async Task<(int Done, FalBatchStoreException[] Refused)> StormAsync(PostgresSchema database)
    {
        await using SqlBatchStore first = database.NewStore();
        await first.OpenAsync(Stop);
        await first.CreateAsync(StoreContract.Definition(), Stop);
        await first.AppendAsync("batch", 1, [.. Enumerable.Range(1, 100).Select(StoreContract.Line)], Stop);
        await first.SealAsync("batch", Stop);
        SqlBatchStore[] stores = [.. Enumerable.Range(0, Programs).Select(_ => database.NewStore())];
        int done = 0;
        var refused = new List<FalBatchStoreException>();
        await Task.WhenAll(stores.SelectMany(store => Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int step = 0; step < Steps; step++)
            {
                try
                {
                    IReadOnlyList<FalBatchJobKey> jobs = (await store.LeaseAsync(StoreContract.Request(1, slots: 50), Stop)).Jobs;
                    await store.BeginSubmitAsync(jobs, TimeSpan.FromMinutes(1), Stop);
                    Interlocked.Increment(ref done);
                }
                catch (FalBatchStoreException error)
                {
                    lock (refused)
                        refused.Add(error);
                }
            }
        }, Stop))));
        foreach (SqlBatchStore store in stores)
            await store.DisposeAsync();
        await Audit.CheckAsync(first);
        return (done, [.. refused]);
    }

    private static void InterlockedMax(ref long max, long value)
    {
        long known;
        while (value > (known = Interlocked.Read(ref max)) && Interlocked.CompareExchange(ref max, value, known) != known)
        {
        }
    }
}
