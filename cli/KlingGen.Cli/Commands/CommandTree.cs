using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;

namespace KlingGen.Cli.Commands;

/// <summary>All commands. A new one is a class of its own in this folder and a line here.</summary>
internal static class CommandTree
{
    /// <param name="host">The machine.</param>
    /// <param name="target">The endpoint of a <c>run</c> line, whose inputs are options; null for all else.</param>
    public static RootCommand Build(CliHost host, RunTarget? target = null)
    {
        var root = new RootCommand("Runs fal.ai endpoints from the terminal, keeps their schema files fresh, and says what changed.");
        GlobalOptions.AddTo(root);
        foreach (Command command in Commands(host, target))
            root.Add(command);
        HelpWithExamples.Install(root);
        return root;
    }

    private static IEnumerable<Command> Commands(CliHost host, RunTarget? target)
    {
        yield return RunCommand.Create(host, target);
        yield return JobsCommand.Create(host);
        yield return BatchCommand.Create(host);
        yield return GalleryCommand.Create(host);
        yield return ServeCommand.Create(host);
        yield return McpCommand.Create(host);
        yield return ModelsCommand.Create(host);
        yield return AddCommand.Create(host);
        yield return RefreshCommand.Create(host);
        yield return InspectCommand.Create(host);
        yield return DoctorCommand.Create(host);
        yield return DiffCommand.Create(host);
        yield return CheckCommand.Create(host);
        yield return DriftCommand.Create(host);
        yield return ExplainCommand.Create(host);
        yield return CompletionCommand.Create(host);
    }
}
