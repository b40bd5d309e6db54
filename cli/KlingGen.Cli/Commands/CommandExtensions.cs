using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;

namespace KlingGen.Cli.Commands;

/// <summary>Binds a command to what it does.</summary>
internal static class CommandExtensions
{
    /// <summary>Gives the command its action: the parsed line, the machine and the reporter in, an exit code out.</summary>
    public static Command Runs(this Command command, CliHost host, Func<ParseResult, Reporter, CancellationToken, Task<int>> action)
    {
        command.SetAction((parse, cancellationToken) => action(parse, Reporter.For(host, parse), cancellationToken));
        return command;
    }

    /// <summary>Adds command lines that the help shows, each with what it does.</summary>
    public static Command WithExamples(this Command command, params (string Line, string Meaning)[] examples)
    {
        HelpWithExamples.Add(command, examples);
        return command;
    }
}
