using System.CommandLine;
using Cli.Tests.Support;
using KlingGen.Cli.Commands;
using KlingGen.Cli.Hosting;

namespace Cli.Tests;

/// <summary>Every command, with a word that looks like an option wherever a word can stand.</summary>
public sealed class UnknownOptionTests
{
    private static readonly string[] s_unknown = ["--bogus", "--bogus=1", "--bogus:1", "-z", "-zz", "--Json", "--dryrun", "---", "--=x", "-1"];

    public static TheoryData<string[], string> Lines()
    {
        var lines = new TheoryData<string[], string>();
        foreach (Command command in CommandTree.Build(Host()).Subcommands)
        {
            string[] words = [.. command.Arguments.Where(static argument => argument.Arity.MinimumNumberOfValues > 0).Select(argument => argument.Name == "shell" ? "bash" : command.Name == "run" ? "kling.json" : "fal-ai/x")];
            foreach (string unknown in s_unknown)
            {
                lines.Add([command.Name, .. words, unknown], unknown);
                lines.Add([command.Name, unknown, .. words], unknown);
                lines.Add([command.Name, .. words, "--json", unknown, "-q"], unknown);
            }
            foreach (Option option in command.Options.Where(static option => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool)))
                lines.Add([command.Name, .. words, option.Name, "--bogus"], "--bogus");
            foreach (Option option in CommandTree.Build(Host()).Subcommands.Where(other => other.Name != command.Name).SelectMany(static other => other.Options).Where(option => command.Options.All(own => own.Name != option.Name)).DistinctBy(static option => option.Name))
                lines.Add([command.Name, .. words, option.Name], option.Name);
        }
        lines.Add(["--bogus"], "--bogus");
        lines.Add(["--bogus", "add", "fal-ai/x"], "--bogus");
        lines.Add(["-x", "doctor"], "-x");
        return lines;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task It_is_called_an_option(string[] line, string word)
    {
        using var run = new CliRun();
        // The options of `run` are the inputs of its endpoint: only one that can be read says what is none of them.
        run.Write("kling.json", KlingSchema.Text);
        CliResult result = await run.RunAsync(line);
        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains($"'{word}' is not an option of 'klinggen", result.Error, StringComparison.Ordinal);
        Assert.Contains("--help'", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("endpoint", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" file", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("'--dryrun' is not an option of 'klinggen add'. Did you mean --dry-run?", "add", "fal-ai/x", "--dryrun")]
    [InlineData("It is one of 'klinggen refresh'.", "add", "fal-ai/x", "--keep-going")]
    [InlineData("write --project=--bogus.", "add", "fal-ai/x", "--project", "--bogus")]
    [InlineData("'--dry-run' stands before the command that it belongs to. Write it after 'klinggen add'.", "--dry-run", "add", "fal-ai/x")]
    public async Task The_way_out_is_named(string words, params string[] line)
    {
        using var run = new CliRun();
        CliResult result = await run.RunAsync(line);
        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_two_dashes_and_in_a_value_nothing_is_an_option()
    {
        using var run = new CliRun();
        Assert.Contains("'--bogus'", (await run.RunAsync("add", "--", "--bogus")).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("is not an option", (await run.RunAsync("add", "--", "--bogus")).Error, StringComparison.Ordinal);
        Assert.Contains("'--bogus' is not a value of --fail-on", (await run.RunAsync("diff", "--fail-on=--bogus")).Error, StringComparison.Ordinal);
        (await run.RunAsync("add", "--bogus", "--help")).ShouldSucceed();
    }

    private static CliHost Host() => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OpenInput = static () => Stream.Null,
        WorkingDirectory = Path.GetTempPath(),
        Environment = static _ => null,
        NewHandler = static () => throw new InvalidOperationException(),
        Time = TimeProvider.System,
    };
}
