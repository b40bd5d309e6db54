using System.CommandLine;
using System.CommandLine.Parsing;

namespace KlingGen.Cli;

/// <summary>What is wrong with a command line, as one sentence with the way to the help.</summary>
internal static class UsageError
{
    public static CliException Of(ParseResult parse)
    {
        string message = parse.Errors.Count == 0 ? "The command line is not understood." : parse.Errors[0].Message.Trim();
        if (message.Length == 0 || message[^1] is not ('.' or '?' or '!'))
            message += ".";
        return CliException.Usage($"{message} See '{CommandOf(parse)} --help'.");
    }

    private static string CommandOf(ParseResult parse)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parse.CommandResult; result is CommandResult command; result = command.Parent)
            names.Push(command.Command is RootCommand ? "klinggen" : command.Command.Name);
        return string.Join(' ', names);
    }
}
