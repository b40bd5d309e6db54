using System.Net;
using System.Text;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Op = KlingGen.Emulator.FalOperation;

namespace Cli.Tests.Run;

/// <summary><c>klinggen batch</c> on a real emulator and a real database: what it says is what has happened.</summary>
public sealed class StoredBatchTests : IAsyncLifetime
{
    private FalEmulator _emulator = null!;

    public async ValueTask InitializeAsync() =>
        _emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task A_file_becomes_a_batch_whose_report_list_status_export_and_page_say_what_was_bought()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""", """{"prompt":"b","num_images":2}""", "", """{"promt":"c"}""", "nonsense");
        CliResult result = await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "mine", "--budget", "1", "--download", "pictures", "--json");

        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        JsonElement batch = JsonDocument.Parse(result.Output).RootElement.GetProperty("batch");
        Assert.Equal(("finished", 4, 2, 2, 0, 0.084m), (batch.GetProperty("state").GetString(), batch.GetProperty("total").GetInt32(), batch.GetProperty("downloaded").GetInt32(), batch.GetProperty("failed").GetInt32(), batch.GetProperty("unknown").GetInt32(), batch.GetProperty("spent").GetDecimal()));
        Assert.Equal((2, 0.084m), (_emulator.Billing.Events.Count, _emulator.Billing.Total));
        Assert.Equal(3, Directory.GetFiles(run.PathOf("pictures/mine")).Length);

        Assert.Contains("mine finished: 4 of 4 done, 0 in flight, 0 planned, 2 failed, 0 unknown; 0.084 USD spent, 0 USD reserved, budget 1 USD", (await run.RunAsync("batch", "status", "mine", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("mine", JsonDocument.Parse((await run.RunAsync("batch", "list", "--store", "jobs.db", "--json")).ShouldSucceed().Output).RootElement.GetProperty("batches")[0].GetProperty("batch").GetString());

        (await run.RunAsync("batch", "export", "mine", "--store", "jobs.db", "--csv", "-o", "jobs.csv")).ShouldSucceed();
        Assert.StartsWith("number,state,request_id,cost,currency", run.Read("jobs.csv"), StringComparison.Ordinal);
        string[] lines = (await run.RunAsync("batch", "export", "mine", "--store", "jobs.db")).ShouldSucceed().Output.TrimEnd('\n').Split('\n');
        Assert.Equal(["Downloaded", "Downloaded", "Failed", "Failed"], lines.Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("state").GetString()));

        Assert.Contains("3 files of 2 jobs", (await run.RunAsync("batch", "gallery", "mine", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        string page = run.Read("pictures/mine/index.html");
        Assert.Contains("<p>b</p>", page, StringComparison.Ordinal);
        Assert.Contains("0.056 USD", page, StringComparison.Ordinal);

        // The same line again makes no second batch.
        await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "mine", "--budget", "1", "--download", "pictures");
        Assert.Equal(2, _emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task Ctrl_C_stops_gently_says_how_to_go_on_and_the_line_it_says_goes_on()
    {
        _emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Slow, Delay = TimeSpan.FromMilliseconds(30) });
        using CliRun run = NewRun([.. Enumerable.Range(1, 60).Select(static n => $$"""{"prompt":"{{n}}"}""")]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<CliResult> running = run.RunAsync(stop.Token, "batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--max-in-flight", "2");
        await HangGuard.Within(_emulator.Journal.WaitForAsync(static entry => entry.Operation == Op.Submit && entry.Sequence > 10, TestContext.Current.CancellationToken), "the first submits");
        await stop.CancelAsync();
        CliResult stopped = await running;

        Assert.Equal(ExitCodes.Cancelled, stopped.ExitCode);
        string next = stopped.Output.Split('\n').Single(static line => line.StartsWith("Go on with: klinggen ", StringComparison.Ordinal));
        int before = _emulator.Journal.Count(Op.Submit);
        Assert.InRange(before, 1, 59);
        CliResult resumed = (await run.RunAsync(next["Go on with: klinggen ".Length..].Split(' '))).ShouldSucceed();

        Assert.Contains("60 of 60 done", resumed.Output, StringComparison.Ordinal);
        Assert.All(_emulator.Journal.Of(Op.Submit).GroupBy(static entry => entry.BodyText), static same => Assert.Single(same));
        Assert.Equal(60, _emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task Pause_budget_cancel_and_retry_do_what_they_say()
    {
        using CliRun run = NewRun([.. Enumerable.Range(1, 10).Select(static n => $$"""{"prompt":"{{n}}"}""")]);
        CliResult starved = await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "b", "--budget", "0.1");
        Assert.Equal(ExitCodes.TooExpensive, starved.ExitCode);
        Assert.Contains("b out-of-budget: 3 of 10 done", starved.Output, StringComparison.Ordinal);
        Assert.True(_emulator.Billing.Total <= 0.1m);

        Assert.Contains("7 jobs wait", (await run.RunAsync("batch", "pause", "b", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("7 jobs were not sent", (await run.RunAsync("batch", "cancel", "b", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Unusable, (await run.RunAsync("batch", "resume", "b", "--store", "jobs.db")).ExitCode);
        Assert.Equal(ExitCodes.Unusable, (await run.RunAsync("batch", "pause", "b", "--store", "jobs.db")).ExitCode);

        _emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.Failure, ErrorType = "internal_error", Times = 2 });
        _emulator.Faults.Add(new FalFault { Operation = Op.Submit, Kind = FalFaultKind.NothingReset, After = 2, Times = 1 });
        CliResult mixed = await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "c");
        Assert.Equal(ExitCodes.Unknown, mixed.ExitCode);
        Assert.Contains("2 failed, 1 unknown", mixed.Output, StringComparison.Ordinal);
        string number = mixed.Output.Split("Unknown: ")[1].Split('.')[0];

        Assert.Contains("2 jobs are planned again", (await run.RunAsync("batch", "retry", "c", "--failed", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("1 jobs are planned again", (await run.RunAsync("batch", "retry", "c", "--unknown", number, "--never-bought", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        (await run.RunAsync("batch", "resume", "c", "--store", "jobs.db")).ShouldSucceed();
        // Three of the first batch, ten of the second, and three of them again.
        Assert.Equal(16, _emulator.Journal.Count(Op.Submit));
    }

    [Fact]
    public async Task Move_takes_all_along_and_the_old_file_sends_nothing()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""", """{"prompt":"b"}""");
        (await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "b", "--no-work")).ShouldSucceed();
        Assert.Equal(0, _emulator.Journal.Count(Op.Submit));
        Assert.Contains("Moved 1 batches with 2 jobs", (await run.RunAsync("batch", "move", "other.db", "--store", "jobs.db")).ShouldSucceed().Output, StringComparison.Ordinal);
        CliResult old = await run.RunAsync("batch", "resume", "b", "--store", "jobs.db");
        Assert.Equal(ExitCodes.Unusable, old.ExitCode);
        Assert.Contains("were moved to another one", old.Error, StringComparison.Ordinal);
        Assert.Equal(0, _emulator.Journal.Count(Op.Submit));
        (await run.RunAsync("batch", "resume", "b", "--store", "other.db")).ShouldSucceed();
        Assert.Equal(2, _emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task The_same_on_PostgreSQL_and_moved_there()
    {
        PostgresCluster.SkipWithout();
        PostgresCluster cluster = await PostgresCluster.Shared;
        string server = cluster.ConnectionString;
        using CliRun run = NewRun("""{"prompt":"a"}""", """{"prompt":"b"}""");
        run.Environment["KLINGGEN_STORE"] = server;
        string id = "cli-" + Guid.NewGuid().ToString("N");
        (await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--id", id)).ShouldSucceed();
        Assert.Equal(2, _emulator.Billing.Events.Count);
        (await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", id + "-2", "--no-work")).ShouldSucceed();
        CliResult moved = (await run.RunAsync("batch", "move", server, "--store", "jobs.db")).ShouldSucceed();
        Assert.Contains("Moved 1 batches with 2 jobs", moved.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Username", moved.Output + moved.Error, StringComparison.Ordinal);
        (await run.RunAsync("batch", "resume", id + "-2")).ShouldSucceed();
        Assert.Equal(4, _emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task Offline_with_an_emulator_of_its_own_and_such_a_batch_never_reaches_the_service()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""");
        run.Environment.Remove("KLINGGEN_SERVICE");
        run.NewHandler = KlingGen.ApiSender.NewHandler;
        (await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "b", "--emulator")).ShouldSucceed();
        run.Environment["FAL_KEY"] = "real:key";
        CliResult real = await run.RunAsync("batch", "resume", "b", "--store", "jobs.db");
        Assert.Equal(ExitCodes.Usage, real.ExitCode);
        Assert.Contains("never sent to the service", real.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" yes \n", true)]
    [InlineData("n\n", false)]
    [InlineData("", false)]
    [InlineData("yesterday\n", false)]
    public async Task Only_a_clear_yes_buys(string answer, bool buys)
    {
        int submits = 0;
        var service = new StubService
        {
            Instead = request =>
            {
                if (request.Method != HttpMethod.Post)
                    return null;
                Interlocked.Increment(ref submits);
                return StubService.Json("""{"detail":"no"}""", HttpStatusCode.Unauthorized);
            },
        };
        service.Prices[KlingSchema.Id] = 1m;
        using CliRun run = service.Run();
        run.Write("kling.json", KlingSchema.Text);
        run.Write("in.jsonl", """{"prompt":"a"}""" + "\n" + """{"prompt":"b"}""");
        run.IsTerminal = true;
        run.Input = Encoding.UTF8.GetBytes(answer);

        CliResult result = await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--quiet");

        Assert.Contains("2 jobs cost up to 2 USD. Buy it? [y/N] ", result.Error, StringComparison.Ordinal);
        Assert.Equal(buys ? ExitCodes.Service : ExitCodes.TooExpensive, result.ExitCode);
        Assert.Equal(buys, submits > 0);
    }

    [Theory]
    [InlineData(ExitCodes.Usage, "--endpoint", "batch", "run", "in.jsonl", "--store", "jobs.db")]
    [InlineData(ExitCodes.Unusable, "has no line", "batch", "run", "empty.jsonl", "--endpoint", "kling.json", "--store", "jobs.db")]
    [InlineData(ExitCodes.Unusable, "cannot be read", "batch", "run", "missing.jsonl", "--endpoint", "kling.json", "--store", "jobs.db")]
    [InlineData(ExitCodes.Unusable, "not UTF-8", "batch", "run", "latin.jsonl", "--endpoint", "kling.json", "--store", "jobs.db")]
    [InlineData(ExitCodes.Unusable, "does not exist", "batch", "list", "--store", "nothing.db")]
    [InlineData(ExitCodes.Unusable, "not a database", "batch", "list", "--store", "in.jsonl")]
    [InlineData(ExitCodes.Usage, "--store takes", "batch", "list", "--store", "mysql://x")]
    [InlineData(ExitCodes.Usage, "PostgreSQL server", "batch", "list", "--store", "postgres://")]
    [InlineData(ExitCodes.Usage, "id of a batch", "batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--id", "a b")]
    [InlineData(ExitCodes.Usage, "--budget takes", "batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "jobs.db", "--budget", "-1")]
    [InlineData(ExitCodes.Usage, "one of --failed and --unknown", "batch", "retry", "b", "--store", "made.db")]
    [InlineData(ExitCodes.Unusable, "There is no batch 'b'", "batch", "status", "b", "--store", "made.db")]
    public async Task Bad_lines_are_refused_in_words(int code, string words, params string[] line)
    {
        using CliRun run = NewRun("""{"prompt":"a"}""");
        run.Write("empty.jsonl", "\n\n");
        await File.WriteAllBytesAsync(run.PathOf("latin.jsonl"), [.. "{\"prompt\":\""u8, 0xe9, .. "\"}\n"u8], TestContext.Current.CancellationToken);
        (await run.RunAsync("batch", "run", "in.jsonl", "--endpoint", "kling.json", "--store", "made.db", "--id", "other")).ShouldSucceed();
        CliResult result = await run.RunAsync(line);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    private CliRun NewRun(params string[] lines)
    {
        CliRun run = new CliRun().Against(_emulator.Address);
        run.Write("kling.json", KlingSchema.Text);
        run.Write("in.jsonl", string.Join('\n', lines) + "\n");
        return run;
    }
}
