using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace KlingGen.Cli.Commands;

/// <summary>The usual help, at a width that does not depend on the terminal, followed by the command's examples.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private const int Width = 100;

    private static readonly ConditionalWeakTable<Command, (string Line, string Meaning)[]> s_examples = [];

    private readonly HelpAction _usual = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public static void Add(Command command, (string Line, string Meaning)[] examples) => s_examples.Add(command, examples);

    public static void Install(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples();
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = _usual.Invoke(parseResult);
        if (s_examples.TryGetValue(parseResult.CommandResult.Command, out (string Line, string Meaning)[]? examples))
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach ((string line, string meaning) in examples)
            {
                output.WriteLine($"  {line}");
                output.WriteLine($"      {meaning}");
            }
            output.WriteLine();
        }
        return code;
    }
}
