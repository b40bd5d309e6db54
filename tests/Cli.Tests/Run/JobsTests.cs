using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>Jobs that another process submitted.</summary>
public sealed class JobsTests : IAsyncLifetime
{
    private FalEmulator _emulator = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas") }, Timing = FalEmulatorTiming.Instant, DrawPictures = false }, Token);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    private async Task<(CliRun Run, string Job)> SubmittedAsync()
    {
        CliRun run = new CliRun().Against(_emulator.Address);
        run.Write("kling.json", KlingSchema.Text);
        CliResult result = (await run.RunAsync("run", "kling.json", "--prompt", "a", "--submit", "--json")).ShouldSucceed();
        return (run, JsonDocument.Parse(result.Output).RootElement.GetProperty("job").GetString()!);
    }

    [Fact]
    public async Task A_submitted_job_is_listed_waited_for_and_saved_once()
    {
        (CliRun run, string job) = await SubmittedAsync();
        using (run)
        {
            // The journal knows where the job is: nobody has to say it again.
            run.Environment.Remove("KLINGGEN_SERVICE");
            Assert.Contains("submitted", (await run.RunAsync("jobs", "list")).ShouldSucceed().Output, StringComparison.Ordinal);

            CliResult waited = (await run.RunAsync("jobs", "wait", job[..4], "--out", "out/{index}.{ext}", "--json")).ShouldSucceed();
            CliResult again = (await run.RunAsync("jobs", "wait", job, "--json")).ShouldSucceed();

            Assert.True(File.Exists(run.PathOf("out/1.png")));
            Assert.Equal(Files(waited), Files(again));
            Assert.Contains("completed", (await run.RunAsync("jobs", "show", job)).ShouldSucceed().Output, StringComparison.Ordinal);
            Assert.Single(_emulator.Billing.Events);
        }
    }

    [Fact]
    public async Task Two_processes_that_wait_for_one_job_save_it_once()
    {
        (CliRun run, string job) = await SubmittedAsync();
        using (run)
        {
            CliResult[] results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => run.RunAsync("jobs", "wait", job, "--json"))));

            Assert.All(results, static result => result.ShouldSucceed());
            Assert.Single(results.Select(Files).Distinct());
            Assert.Single(Directory.EnumerateFiles(run.Folder, "*.png"));
        }
    }

    [Fact]
    public async Task A_result_is_printed_and_a_download_saves_it_again()
    {
        (CliRun run, string job) = await SubmittedAsync();
        using (run)
        {
            (await run.RunAsync("jobs", "wait", job)).ShouldSucceed();
            string result = (await run.RunAsync("jobs", "result", job, "--json")).ShouldSucceed().Output;
            (await run.RunAsync("jobs", "download", job, "--out", "again/")).ShouldSucceed();

            Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(result).RootElement.GetProperty("output").GetProperty("images").ValueKind);
            Assert.Single(Directory.EnumerateFiles(run.PathOf("again")));
        }
    }

    [Fact]
    public async Task A_completed_job_cannot_be_cancelled_and_can_be_forgotten()
    {
        (CliRun run, string job) = await SubmittedAsync();
        using (run)
        {
            (await run.RunAsync("jobs", "wait", job)).ShouldSucceed();

            Assert.Contains("already-completed", (await run.RunAsync("jobs", "cancel", job, "--json")).ShouldSucceed().Output, StringComparison.Ordinal);
            (await run.RunAsync("jobs", "forget", job)).ShouldSucceed();
            Assert.Contains("No jobs", (await run.RunAsync("jobs", "list")).ShouldSucceed().Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_journal_cut_off_in_the_middle_of_a_line_goes_on(int lines)
    {
        (CliRun run, string job) = await SubmittedAsync();
        using (run)
        {
            string path = Path.Combine(run.Data, "jobs.jsonl");
            string text = File.ReadAllText(path);
            int end = 0;
            for (int i = 0; i < lines; i++)
                end = text.IndexOf('\n', end) + 1;
            File.WriteAllText(path, text[..(end + 20)]);

            CliResult listed = (await run.RunAsync("jobs", "list", "--json")).ShouldSucceed();
            (await run.RunAsync("run", "kling.json", "--prompt", "b")).ShouldSucceed();
            CliResult after = (await run.RunAsync("jobs", "list", "--json")).ShouldSucceed();

            Assert.Equal(lines == 2 ? 1 : 0, JsonDocument.Parse(listed.Output).RootElement.GetProperty("jobs").GetArrayLength());
            JsonElement[] jobs = [.. JsonDocument.Parse(after.Output).RootElement.GetProperty("jobs").EnumerateArray()];
            Assert.Equal("completed", jobs[^1].GetProperty("state").GetString());
            // The intent of this very process stands without its handle: that is an unknown job, not a lost one.
            Assert.Equal(lines == 2, jobs.Any(one => one.GetProperty("job").GetString() == job));
        }
    }

    [Fact]
    public async Task A_clock_that_jumps_back_loses_nothing()
    {
        (CliRun run, string job) = await SubmittedAsync();
        using (run)
        {
            run.Time = new JumpingTime();
            (await run.RunAsync("jobs", "wait", job)).ShouldSucceed();
            (await run.RunAsync("run", "kling.json", "--prompt", "b")).ShouldSucceed();

            JsonElement jobs = JsonDocument.Parse((await run.RunAsync("jobs", "list", "--json")).ShouldSucceed().Output).RootElement.GetProperty("jobs");
            Assert.All(jobs.EnumerateArray(), static one => Assert.Equal("completed", one.GetProperty("state").GetString()));
            Assert.Equal(2, jobs.GetArrayLength());
        }
    }

    private static string Files(CliResult result) => JsonDocument.Parse(result.Output).RootElement.GetProperty("files").GetRawText();

    /// <summary>Each look at the wall clock shows an earlier year; timers run as they should.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private int _year = 2040;

        public override DateTimeOffset GetUtcNow() => new(Math.Max(1980, Interlocked.Decrement(ref _year)), 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
