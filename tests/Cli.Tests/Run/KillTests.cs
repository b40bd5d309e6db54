using System.Diagnostics;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Cli;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>
/// Kills at random moments. The emulator's billing record is the evidence: no input was bought twice, and every purchase is in the journal, by its handle or as unknown.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Lines = 240;
    private const int Kills = 50;

    private static readonly string s_tool = Path.ChangeExtension(typeof(CliApplication).Assembly.Location, ".dll");

    private FalEmulator _emulator = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _emulator = await FalEmulator.StartAsync(
        new()
        {
            Schemas = { Repository.File("schemas") },
            Timing = FalEmulatorTiming.Instant with { QueueTime = TimeSpan.FromMilliseconds(5), RunTime = TimeSpan.FromMilliseconds(5) },
            DrawPictures = false,
            JournalBodyLimit = 1024,
        },
        Token);

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Fifty_kills_buy_nothing_twice_and_lose_nothing()
    {
        using var run = new CliRun();
        var random = new Random(Seeds.Of(20260));
        int kills = 0;
        for (; kills < Kills; kills++)
            if (!await KillAsync(run, random, onSubmit: kills % 4 == 0))
                break;
        int exitCode = await EndAsync(run);

        Tally tally = Count(run);
        output.WriteLine($"{kills} kills, {tally}");
        Assert.Equal(Kills, kills);
        Assert.Equal(0, tally.Twice);
        Assert.Equal(0, tally.Lost);
        Assert.Equal(tally.Unknown > 0 ? ExitCodes.Unknown : ExitCodes.Success, exitCode);

        JsonElement[] results = [.. run.Read("out/results.jsonl").TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(Lines, results.Length);
        Assert.All(results, static line => Assert.True(line.GetProperty("status").GetString() is "completed" or "unknown"));
        Assert.All(results.Where(static line => line.GetProperty("status").GetString() == "completed"), static line => Assert.All(line.GetProperty("files").EnumerateArray(), static file => Assert.True(File.Exists(file.GetString()))));
    }

    /// <summary>A tool that forgets what it was about to buy: the same count must find it out.</summary>
    [Fact]
    public async Task A_tool_without_intents_buys_twice()
    {
        using var run = new CliRun();
        var random = new Random(Seeds.Of(7));
        for (int kills = 0; kills < 12 && Count(run).Twice == 0; kills++)
        {
            if (!await KillAsync(run, random, onSubmit: true))
                break;
            ForgetIntents(run);
        }
        await EndAsync(run);
        Assert.True(Count(run).Twice > 0);
    }

    private async Task<bool> KillAsync(CliRun run, Random random, bool onSubmit)
    {
        long seen = _emulator.Journal.Entries is [.., var last] ? last.Sequence : 0;
        long target = seen + random.Next(1, 24);
        using Process process = Start(run);
        Task moment = _emulator.Journal.WaitForAsync(entry => entry.Sequence >= target && (!onSubmit || entry.Operation == FalOperation.Submit), Token);
        Task ended = process.WaitForExitAsync(Token);
        await Task.WhenAny(moment, ended);
        bool isAlive = !process.HasExited;
        if (isAlive)
            process.Kill();
        await ended;
        return isAlive;
    }

    private async Task<int> EndAsync(CliRun run)
    {
        using Process process = Start(run);
        await process.WaitForExitAsync(Token);
        return process.ExitCode;
    }

    private Process Start(CliRun run)
    {
        if (!File.Exists(run.PathOf("lines.jsonl")))
        {
            run.Write("kling.json", KlingSchema.Text);
            run.Write("lines.jsonl", string.Concat(Enumerable.Range(0, Lines).Select(static i => $"{{\"prompt\":\"picture {i}\"}}\n")));
        }
        var start = new ProcessStartInfo("dotnet", [s_tool, "run", "kling.json", "--many", "lines.jsonl", "--out", "out/", "--concurrency", "3", "--quiet", "--emulator", _emulator.Address.AbsoluteUri, "--data", run.Data])
        {
            WorkingDirectory = run.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("FAL_KEY");
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private Tally Count(CliRun run)
    {
        string[] submits = [.. _emulator.Journal.Of(FalOperation.Submit).Where(static entry => entry.Status == 200 && entry.RequestId is not null).Select(static entry => entry.BodySha256)];
        string[] bought = [.. _emulator.Journal.Of(FalOperation.Submit).Where(static entry => entry.RequestId is not null).Select(static entry => entry.RequestId!)];
        JsonElement[] lines = [.. run.JournalLines.Skip(1).Select(Parse).OfType<JsonElement>()];
        var handles = lines.Where(static line => line.GetProperty("event").GetString() == "handle").ToDictionary(static line => line.GetProperty("handle").GetProperty("request_id").GetString()!, static line => line.GetProperty("job").GetString()!);
        int intents = lines.Count(static line => line.GetProperty("event").GetString() == "intent");
        int unknown = intents - handles.Count - lines.Count(static line => line.GetProperty("event").GetString() == "not-bought");
        int without = bought.Count(id => !handles.ContainsKey(id));
        return new Tally(submits.Length, submits.Length - submits.Distinct().Count(), Math.Max(0, without - unknown), unknown);
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void ForgetIntents(CliRun run)
    {
        string path = Path.Combine(run.Data, "jobs.jsonl");
        string[] lines = File.ReadAllLines(path);
        var handled = lines.Skip(1).Select(Parse).OfType<JsonElement>().Where(static line => line.GetProperty("event").GetString() == "handle").Select(static line => line.GetProperty("job").GetString()).ToHashSet();
        File.WriteAllLines(path, lines.Take(1).Concat(lines.Skip(1).Where(line => Parse(line) is { } one && handled.Contains(one.GetProperty("job").GetString()))));
    }

    private sealed record Tally(int Bought, int Twice, int Lost, int Unknown);
}
