using System.CommandLine;

namespace KlingGen.Cli.Output;

/// <summary>Options that every command has. Each tree has its own, found again by name: symbols know their parents.</summary>
internal static class GlobalOptions
{
    private const string Json = "--json";
    private const string Quiet = "--quiet";
    private const string Verbose = "--verbose";

    public static void AddTo(RootCommand root)
    {
        root.Add(Flag("Print one JSON document on standard output and nothing else.", Json));
        root.Add(Flag("Print results and errors only.", Quiet, "-q"));
        root.Add(Flag("Print the cause of an error with its stack trace (also KLINGGEN_VERBOSE=1).", Verbose));
    }

    public static bool IsJson(ParseResult parse) => parse.GetValue<bool>(Json);

    public static bool IsQuiet(ParseResult parse) => parse.GetValue<bool>(Quiet);

    public static bool IsVerbose(ParseResult parse) => parse.GetValue<bool>(Verbose);

    private static Option<bool> Flag(string description, string name, params string[] aliases) => new(name, aliases) { Description = description, Recursive = true };
}
