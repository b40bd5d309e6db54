using System.CommandLine;
using System.CommandLine.Parsing;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli;

/// <summary>
/// A word that looks like an option and is none of the command's. The parser would take it for whatever may stand there: an endpoint, a file, or the
/// value of the option before it.
/// </summary>
internal static class UnknownOption
{
    private const int FarthestTypo = 3;

    /// <summary>The first such word as an error; null where there is none. Behind <c>--</c> nothing is an option.</summary>
    public static CliException? Find(ParseResult parse, IReadOnlyList<string> arguments)
    {
        HashSet<string> known = Known(parse);
        for (int i = 0; i < arguments.Count && arguments[i] != "--"; i++)
        {
            string word = arguments[i];
            if (word.Length < 2 || word[0] != '-' || IsNumberOfInput(parse, arguments, i))
                continue;
            string name = word.Split('=', ':')[0];
            bool isShort = name[1] != '-';
            if (known.Contains(name) || (isShort && known.Contains(name[..2])))
            {
                if (parse.UnmatchedTokens.Contains(word))
                    return CliException.Usage($"'{EndpointIds.Shown(word)}' stands before the command that it belongs to. Write it after '{UsageError.CommandOf(parse)}'.");
                continue;
            }
            string value = i > 0 && arguments[i - 1].StartsWith('-') && known.Contains(arguments[i - 1]) ? $" If it is the value of {arguments[i - 1]}, write {arguments[i - 1]}={EndpointIds.Shown(word)}." : "";
            return CliException.Usage($"'{EndpointIds.Shown(word)}' is not an option of '{UsageError.CommandOf(parse)}'.{Hint(parse, known, name)}{value} See '{UsageError.CommandOf(parse)} --help'.");
        }
        return null;
    }

    // `--guidance-scale -1.5`: only what `run` calls has numbers below zero.
    private static bool IsNumberOfInput(ParseResult parse, IReadOnlyList<string> arguments, int at) =>
        parse.CommandResult.Command is { Name: "run" } run && at > 0
        && double.TryParse(arguments[at], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _)
        && run.Options.Any(option => option.Name == arguments[at - 1] && option.Arity.MaximumNumberOfValues > 0);

    private static HashSet<string> Known(ParseResult parse)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (SymbolResult? result = parse.CommandResult; result is CommandResult command; result = command.Parent)
            foreach (Option option in command.Command.Options.Where(option => option.Recursive || command == parse.CommandResult))
                known.UnionWith([option.Name, .. option.Aliases]);
        return known;
    }

    private static string Hint(ParseResult parse, HashSet<string> known, string name)
    {
        string? near = known.Where(option => option.StartsWith("--", StringComparison.Ordinal)).Select(option => (Option: option, Distance: KlingGen.Extensions.AI.NearNames.Distance(option, name)))
            .Where(static pair => pair.Distance <= FarthestTypo).OrderBy(static pair => pair.Distance).ThenBy(static pair => pair.Option, StringComparer.Ordinal).Select(static pair => pair.Option).FirstOrDefault();
        if (near is not null)
            return $" Did you mean {near}?";
        Command? owner = parse.RootCommandResult.Command.Subcommands.FirstOrDefault(command => command.Options.Any(option => option.Name == name || option.Aliases.Contains(name)));
        return owner is null ? "" : $" It is one of 'klinggen {owner.Name}'.";
    }
}
