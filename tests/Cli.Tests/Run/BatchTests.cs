using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>Batches: a line in, a line out, and nothing bought twice.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    private FalEmulator _emulator = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, Token);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private CliRun NewRun(params string[] lines)
    {
        CliRun run = new CliRun().Against(_emulator.Address);
        run.Write("kling.json", KlingSchema.Text);
        run.Write("lines.jsonl", string.Join('\n', lines) + "\n");
        return run;
    }

    [Fact]
    public async Task Each_line_becomes_a_job_and_a_line()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""", "", """{"prompt":"b","num_images":2}""");

        CliResult result = (await run.RunAsync("run", "kling.json", "--aspect-ratio", "1:1", "--many", "lines.jsonl", "--out", "out/", "--json")).ShouldSucceed();

        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal([1, 3], report.GetProperty("lines").EnumerateArray().Select(static line => line.GetProperty("line").GetInt32()));
        Assert.All(report.GetProperty("lines").EnumerateArray(), static line => Assert.Equal("completed", line.GetProperty("status").GetString()));
        Assert.Equal(0.084m, report.GetProperty("cost").GetProperty("amount").GetDecimal());
        Assert.Equal(["1-1.png", "3-1.png", "3-2.png", "results.jsonl"], Directory.EnumerateFiles(run.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, run.Read("out/results.jsonl").TrimEnd('\n').Split('\n').Length);
        Assert.Equal(2, _emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task Run_again_it_buys_nothing_and_says_the_same()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""", """{"prompt":"a"}""", """{"prompt":"b"}""");
        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();
        string first = run.Read("out/results.jsonl");
        IReadOnlyList<string> files = FolderState.Of(run.PathOf("out"));

        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();

        Assert.Equal(3, _emulator.Billing.Events.Count);
        Assert.Equal(first, run.Read("out/results.jsonl"));
        Assert.Equal(files, FolderState.Of(run.PathOf("out")));
    }

    [Fact]
    public async Task A_line_more_and_another_order_buy_one_job()
    {
        using CliRun run = NewRun("""{"prompt":"a","seed":null}""".Replace(",\"seed\":null", "", StringComparison.Ordinal), """{"prompt":"b","num_images":1}""");
        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();
        run.Write("lines.jsonl", """
            {"prompt":"new"}
            {"num_images":1,"prompt":"b"}
            {"prompt":"a"}
            """);

        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();

        Assert.Equal(3, _emulator.Billing.Events.Count);
    }

    [Fact]
    public async Task A_file_that_was_deleted_is_fetched_and_not_bought_again()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""");
        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();
        File.Delete(run.PathOf("out/1-1.png"));

        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();

        Assert.True(File.Exists(run.PathOf("out/1-1.png")));
        Assert.Single(_emulator.Billing.Events);
    }

    [Fact]
    public async Task A_bad_line_hurts_no_other_and_buys_nothing()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""", "{", "[1]", """{"prompt":"b","num_images":12}""", """{"promt":"c"}""");

        CliResult result = await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/", "--json");

        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        Assert.Equal(["completed", "invalid", "invalid", "invalid", "invalid"], JsonDocument.Parse(result.Output).RootElement.GetProperty("lines").EnumerateArray().Select(static line => line.GetProperty("status").GetString()));
        Assert.Single(_emulator.Billing.Events);
    }

    [Fact]
    public async Task The_limit_holds_over_all_runs_of_a_batch()
    {
        using CliRun run = NewRun([.. Enumerable.Range(0, 6).Select(static i => $$"""{"prompt":"{{i}}"}""")]);
        string[] line = ["run", "kling.json", "--many", "lines.jsonl", "--out", "out/", "--max-cost", "0.1", "--concurrency", "3", "--json"];

        CliResult first = await run.RunAsync(line);
        CliResult second = await run.RunAsync(line);

        Assert.Equal(ExitCodes.TooExpensive, first.ExitCode);
        Assert.Equal(ExitCodes.TooExpensive, second.ExitCode);
        Assert.Equal(3, _emulator.Billing.Events.Count);
        Assert.Equal(0.084m, _emulator.Billing.Total);
    }

    [Fact]
    public async Task What_may_have_been_bought_is_not_sent_again()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""");
        (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/")).ShouldSucceed();
        // As a crash between the submit and its answer leaves it.
        string journal = Path.Combine(run.Data, "jobs.jsonl");
        File.WriteAllLines(journal, File.ReadAllLines(journal).Take(2).Select(static line => line.Replace("\"process\":", "\"former\":", StringComparison.Ordinal)));

        CliResult again = await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--out", "out/", "--json");

        Assert.Equal(ExitCodes.Unknown, again.ExitCode);
        Assert.Single(_emulator.Billing.Events);
    }

    [Fact]
    public async Task A_dry_run_adds_up_and_sends_nothing()
    {
        using CliRun run = NewRun("""{"prompt":"a"}""", """{"prompt":"b","num_images":2}""");

        CliResult result = (await run.RunAsync("run", "kling.json", "--many", "lines.jsonl", "--dry-run", "--assume-cost", "0.5")).ShouldSucceed();

        Assert.Contains("It would cost", result.Output, StringComparison.Ordinal);
        Assert.Empty(_emulator.Billing.Events);
        Assert.Empty(run.JournalLines);
    }
}
