using System.CommandLine;
using Cli.Tests.Support;
using KlingGen.Cli.Commands;
using KlingGen.Cli.Hosting;
using KlingGen.TestKit;

namespace Cli.Tests;

/// <summary>The help is reviewed as text, and each command has its page.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands() => [.. Tree().Subcommands.Select(static command => command.Name)];

    [Fact]
    public async Task Help_is_what_was_reviewed()
    {
        using var run = new CliRun();
        // The ids of the folder complete an argument; they do not name it.
        run.Write("klinggen.lock.json", """
            {"version": 1, "endpoints": {"acme/one": {"file": "one.json", "source": "s", "fetched": "t", "tool": "v", "sha256": "0000000000000000000000000000000000000000000000000000000000000000"}}}
            """);
        var texts = new Dictionary<string, string> { ["klinggen.txt"] = (await run.RunAsync("--help")).ShouldSucceed().Output };
        foreach (Command command in Tree().Subcommands)
            texts[command.Name + ".txt"] = (await run.RunAsync(command.Name, "--help")).ShouldSucceed().Output;

        Snapshot.Match(texts.ToDictionary(static pair => pair.Key, static pair => pair.Value.ReplaceLineEndings("\n").Replace(ExecutableName, "klinggen", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_has_a_page_with_its_options_and_examples(string name)
    {
        string page = await File.ReadAllTextAsync(Repository.File($"docs/cli/{name}.md"), TestContext.Current.CancellationToken);
        using var run = new CliRun();
        string help = (await run.RunAsync(name, "--help")).Output;
        Command command = Tree().Subcommands.Single(command => command.Name == name);

        Assert.Contains($"klinggen {name}", page.Split('\n')[0], StringComparison.Ordinal);
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.All(command.Options.Where(static option => option is not System.CommandLine.Help.HelpOption), option => Assert.Contains(option.Name, page, StringComparison.Ordinal));
        Assert.Contains($"({name}.md)", await File.ReadAllTextAsync(Repository.File("docs/cli/README.md"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string ExecutableName => RootCommand.ExecutableName;

    private static RootCommand Tree()
    {
        using var run = new CliRun();
        return CommandTree.Build(new CliHost
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            OpenInput = () => Stream.Null,
            WorkingDirectory = Path.GetTempPath(),
            Environment = _ => null,
            NewHandler = NoNetwork,
        });
    }

    private static HttpMessageHandler NoNetwork() => throw new InvalidOperationException("help asks no network");
}
