using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cli.Tests.Support;
using KlingGen.Cli;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Cli.Tests;

/// <summary>What only a real process shows: closed streams, full disks, signals, a network that is not there.</summary>
public sealed class ProcessTests
{
    private static readonly string s_tool = Path.ChangeExtension(typeof(CliApplication).Assembly.Location, ".dll");

    [Theory]
    [InlineData(">/dev/full", ExitCodes.Unwritable)]
    [InlineData(">&-", ExitCodes.Unwritable)]
    [InlineData("| true; exit ${PIPESTATUS[0]}", ExitCodes.Success)]
    [InlineData("2>&- >/dev/null", ExitCodes.Success)]
    [InlineData("</dev/null | cat; exit ${PIPESTATUS[0]}", ExitCodes.Success)]
    public async Task A_stream_that_is_closed_or_full_ends_in_a_code_and_at_most_one_sentence(string redirection, int expected)
    {
        Assert.SkipUnless(CommandLine.Exists("bash"), "bash is not on the PATH.");
        using var run = new CliRun();

        CommandResult result = await CommandLine.RunAsync(run.Folder, "bash", "-c", $"dotnet '{s_tool}' completion bash {redirection}");

        Assert.True(result.ExitCode == expected, $"Exit code {result.ExitCode}\n{result.Error}");
        Assert.True(result.Error.Count(static c => c == '\n') <= 1, result.Error);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_coloured_and_nothing_asked()
    {
        using var run = new CliRun();
        run.Write("a.json", KlingSchema.Text);

        CommandResult result = await CommandLine.RunAsync(run.Folder, "dotnet", s_tool, "add", "a.json");

        result.ShouldSucceed();
        Assert.Empty(result.Error);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Theory]
    [InlineData(">/dev/full", ExitCodes.Unwritable)]
    [InlineData(">&-", ExitCodes.Unwritable)]
    [InlineData("| true; exit ${PIPESTATUS[0]}", -1)]
    public async Task A_call_whose_output_nobody_takes_has_its_file_and_its_line(string redirection, int expected)
    {
        Assert.SkipUnless(CommandLine.Exists("bash"), "bash is not on the PATH.");
        using var run = new CliRun();
        run.Write("kling.json", KlingSchema.Text);

        CommandResult result = await CommandLine.RunAsync(run.Folder, "bash", "-c", $"dotnet '{s_tool}' run kling.json --prompt a --quiet --emulator --data '{run.Data}' --out 'out/{{index}}.{{ext}}' {redirection}");

        // Whether the reader is gone before the last word is written is the machine's to decide.
        if (expected >= 0)
            Assert.True(result.ExitCode == expected, $"Exit code {result.ExitCode}\n{result.Error}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(run.PathOf("out/1.png")));
        Assert.Contains(run.JournalLines, static line => line.Contains("\"saved\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_waiting_and_not_the_job()
    {
        Assert.SkipUnless(CommandLine.Exists("kill"), "kill is not on the PATH.");
        await using FalEmulator emulator = await FalEmulator.StartAsync(
            new() { Schemas = { Repository.File("schemas") }, DrawPictures = false, Timing = FalEmulatorTiming.Instant with { RunTime = TimeSpan.FromMinutes(10) } }, TestContext.Current.CancellationToken);
        using var run = new CliRun();
        run.Write("kling.json", KlingSchema.Text);
        var start = new ProcessStartInfo("dotnet", [s_tool, "run", "kling.json", "--prompt", "a", "--quiet", "--emulator", emulator.Address.AbsoluteUri, "--data", run.Data])
        {
            WorkingDirectory = run.Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            await emulator.Journal.WaitForAsync(static entry => entry.Operation is FalOperation.Status or FalOperation.StatusStream, TestContext.Current.CancellationToken);
            (await CommandLine.RunAsync(run.Folder, "kill", "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))).ShouldSucceed();
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(ExitCodes.Cancelled, process.ExitCode);
            Assert.Contains("klinggen jobs wait k", error, StringComparison.Ordinal);
            Assert.Contains("submitted", (await run.RunAsync("jobs", "list")).ShouldSucceed().Output, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_reported()
    {
        using var run = new CliRun();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        CommandResult result = await CommandLine.RunAsync(run.Folder, "dotnet", s_tool, "add", KlingSchema.Id, "--service", $"http://127.0.0.1:{port}/");

        Assert.Equal(ExitCodes.Service, result.ExitCode);
        Assert.Contains("the connection failed", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Folder));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_question_that_nobody_answers()
    {
        Assert.SkipUnless(CommandLine.Exists("kill"), "kill is not on the PATH.");
        using var run = new CliRun();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var start = new ProcessStartInfo("dotnet", [s_tool, "add", KlingSchema.Id, "--service", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/"])
        {
            WorkingDirectory = run.Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            using TcpClient asked = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            (await CommandLine.RunAsync(run.Folder, "kill", "-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))).ShouldSucceed();
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(ExitCodes.Cancelled, process.ExitCode);
            Assert.StartsWith("klinggen: Cancelled", error, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(run.Folder));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
