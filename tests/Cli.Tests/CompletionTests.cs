using Cli.Tests.Support;
using KlingGen.TestKit;

namespace Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("klinggen re", "refresh")]
    [InlineData("klinggen refresh --ch", "--check")]
    [InlineData("klinggen completion ", "fish")]
    public async Task The_tool_completes_its_own_words(string line, string expected)
    {
        using var run = new CliRun();

        CliResult result = (await run.RunAsync($"[suggest:{line.Length}]", line)).ShouldSucceed();

        Assert.Contains(expected, result.Output.Split('\n'));
    }

    [Fact]
    public async Task Locked_ids_complete_and_a_broken_lock_is_no_matter()
    {
        using var run = new CliRun();
        run.Write("schemas/klinggen.lock.json", KlingSchema.Lock);

        CliResult found = (await run.RunAsync("[suggest:17]", "klinggen refresh ")).ShouldSucceed();
        run.Write("schemas/klinggen.lock.json", "<<<<");
        CliResult broken = (await run.RunAsync("[suggest:17]", "klinggen refresh ")).ShouldSucceed();

        Assert.Contains(KlingSchema.Id, found.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(KlingSchema.Id, broken.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "-n")]
    public async Task The_script_is_sound_in_its_shell(string shell, string check)
    {
        using var run = new CliRun();
        CliResult script = (await run.RunAsync("completion", shell)).ShouldSucceed();
        Assert.Contains("[suggest:", script.Output, StringComparison.Ordinal);
        if (CommandLine.Exists(shell))
            (await CommandLine.RunAsync(run.Folder, shell, check, run.Write("script", script.Output))).ShouldSucceed();
    }

    [Fact]
    public async Task Bash_completes_through_the_script()
    {
        Assert.SkipUnless(CommandLine.Exists("bash"), "bash is not on the PATH.");
        using var run = new CliRun();
        string script = run.Write("completion.bash", (await run.RunAsync("completion", "bash")).Output);
        string tool = Path.ChangeExtension(typeof(KlingGen.Cli.CliApplication).Assembly.Location, ".dll");
        run.Write("bin/klinggen", $"#!/bin/sh\nexec dotnet '{tool}' \"$@\"\n");
        string program = $"chmod +x bin/klinggen; PATH=\"$PWD/bin:$PATH\"; source '{script}'; COMP_LINE='klinggen comp'; COMP_POINT=13; COMP_WORDS=(klinggen comp); COMP_CWORD=1; _klinggen; echo \"${{COMPREPLY[@]}}\"";

        CommandResult result = await CommandLine.RunAsync(run.Folder, "bash", "-c", program);

        result.ShouldSucceed();
        Assert.Equal("completion", result.Output.Trim());
    }
}
