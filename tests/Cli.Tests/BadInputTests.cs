using System.Text.Json;
using Cli.Tests.BadInput;
using Cli.Tests.Support;
using KlingGen.TestKit;

namespace Cli.Tests;

/// <summary>Whatever goes wrong: the documented exit code, one sentence, no stack trace, and nothing half-written.</summary>
[Collection(IdleTime.Collection)]
public sealed class BadInputTests
{
    private const int Promised = 200;

    private static readonly Dictionary<string, BadCase> s_cases =
        new[] { BadArguments.All, BadFiles.All, BadNetworks.All, BadComparisons.All, BadRuns.Cases, BadServing.Cases }.SelectMany(static cases => cases).ToDictionary(static bad => bad.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bad_input_ends_in_one_sentence(string name)
    {
        BadCase bad = s_cases[name];
        using CliRun run = new CliRun().Against(StubService.Address);
        run.NewHandler = new StubService().NewHandler;
        bad.Arrange?.Invoke(run);
        IReadOnlyList<string> before = FolderState.Of(run.Folder);

        CliResult result = await run.RunAsync(bad.Arguments);

        Assert.True(result.ExitCode == bad.ExitCode, $"Exit code {result.ExitCode}, not {bad.ExitCode}\n{result.Error}");
        Assert.StartsWith("klinggen: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(result.Error.Length - 1, result.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(result.Error.TrimEnd('\n'), static c => char.IsControl(c));
        Assert.DoesNotContain(" at KlingGen", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("mistake in klinggen itself", result.Error, StringComparison.Ordinal);
        Assert.Contains(bad.Names, result.Error, StringComparison.Ordinal);
        Assert.Matches("[.?!]\n$", result.Error);
        Assert.True(result.Error.Length < 700, result.Error);
        Assert.Equal(before, FolderState.Of(run.Folder));
        if (bad.Arguments.Contains("--json") && run.Output is null)
            JsonDocument.Parse(result.Output).Dispose();
        else if (bad.Arguments is not ["refresh", ..])
            Assert.Empty(result.Output);
    }

    [Fact]
    public void There_are_as_many_cases_as_promised()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{s_cases.Count} cases of bad input");
        Assert.True(s_cases.Count >= Promised, $"{s_cases.Count}");
    }
}
