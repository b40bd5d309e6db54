using System.Text.RegularExpressions;
using Docs.Tests.Blocks;
using Docs.Tests.Shell;
using KlingGen.TestKit;

namespace Docs.Tests;

/// <summary>Every shell block of the pages is run, or the page says to its writers why not.</summary>
public sealed partial class ShellTests(ReaderFolder reader) : IClassFixture<ReaderFolder>
{
    // Raise it with the pages; it keeps "not run" from becoming the rule.
    private const int FewestRun = 15;

    public static TheoryData<Block> Blocks() => [.. Pages.BlocksIn("sh").Where(static block => block.Marker.NotRun is null)];

    public static TheoryData<Block> All() => [.. Pages.BlocksIn("sh")];

    [Fact]
    public void The_blocks_are_found()
    {
        int count = Blocks().Count;
        Assert.True(count >= FewestRun, $"Only {count} blocks are run.");
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task It_runs(Block block)
    {
        Assert.NotNull(block);
        Assert.SkipUnless(CommandLine.Exists("bash") && CommandLine.Exists("git"), "The blocks of the pages need bash and git on the PATH.");
        CommandResult run = await reader.RunAsync(block);
        Assert.True(run.ExitCode == 0, $"{block}: exit code {run.ExitCode}\n{run.Output}{run.Error}");
    }

    /// <summary>A block that is not run may at least not name what is not there.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void The_projects_and_scripts_that_it_names_are_there(Block block)
    {
        Assert.NotNull(block);
        foreach (Match place in Places().Matches(block.Text))
            Assert.True(Path.Exists(Repository.File(place.Value)), $"{block} names {place.Value}, which is not there.");
    }

    [GeneratedRegex(@"(?<![\w/.-])(samples|benchmarks|tests|eng|cli|generator|runtime|emulator|integrations)/[\w./-]+")]
    private static partial Regex Places();
}
