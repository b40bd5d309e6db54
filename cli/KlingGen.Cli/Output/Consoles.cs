using KlingGen.Cli.Hosting;
using System.Text;
using Spectre.Console;

namespace KlingGen.Cli.Output;

/// <summary>Consoles that colour and move the cursor only where a terminal is,.</summary>
internal static class Consoles
{
    private const int NarrowestWidth = 20;

    public static IAnsiConsole Create(CliHost host, TextWriter writer, bool isTerminal)
    {
        bool colour = isTerminal && string.IsNullOrEmpty(host.Environment("NO_COLOR")) && host.Environment("TERM") != "dumb";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            // Bars need it; nothing of ours asks a question.
            Interactive = colour ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new HostOutput(writer, isTerminal, Math.Max(NarrowestWidth, host.Width)),
            // The enrichers switch colour on by the variables of build servers, where nobody looks at a terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Capabilities.Links = false;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Writes a line that must stay one, however narrow the terminal is: code to paste.</summary>
    public static void Verbatim(this IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    // Spectre's own looks whether the writer is that of the process, for which the terminal's whole description is read.
    private sealed class HostOutput(TextWriter writer, bool isTerminal, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => 24;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
