using System.CommandLine;
using System.CommandLine.Parsing;

namespace KlingGen.Cli;

/// <summary>What is wrong with a command line, as one sentence with the way to the help.</summary>
internal static class UsageError
{
    public static CliException Of(ParseResult parse)
    {
        return CliException.Usage($"{Sentences.Ended(Message(parse))} See '{CommandOf(parse)} --help'.");
    }

    // Of "a command is wanted" and "what is 'refesh'?", the second helps.
    private static string Message(ParseResult parse) => parse.UnmatchedTokens.Count > 0
        ? $"'{Schemas.EndpointIds.Shown(parse.UnmatchedTokens[0])}' is not a command, an option or an argument here"
        : parse.Errors.Count > 0 ? parse.Errors[0].Message : "The command line cannot be read";

    public static string CommandOf(ParseResult parse)
    {
        var names = new Stack<string>();
        for (SymbolResult? result = parse.CommandResult; result is CommandResult command; result = command.Parent)
            names.Push(command.Command is RootCommand ? "klinggen" : command.Command.Name);
        return string.Join(' ', names);
    }
}
