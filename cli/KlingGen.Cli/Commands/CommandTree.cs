using System.CommandLine;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Commands;

/// <summary>All commands. A new one is a class of its own in this folder and a line here.</summary>
internal static class CommandTree
{
    public static RootCommand Build(CliHost host)
    {
        var root = new RootCommand("Keeps the schema files of fal.ai endpoints fresh, and says what changed.");
        GlobalOptions.AddTo(root);
        foreach (Command command in Commands(host))
            root.Add(command);
        HelpWithExamples.Install(root);
        return root;
    }

    private static IEnumerable<Command> Commands(CliHost host)
    {
        yield return AddCommand.Create(host);
        yield return RefreshCommand.Create(host);
        yield return InspectCommand.Create(host);
        yield return DoctorCommand.Create(host);
        yield return DiffCommand.Create(host);
        yield return CheckCommand.Create(host);
        yield return CompletionCommand.Create(host);
    }
}
