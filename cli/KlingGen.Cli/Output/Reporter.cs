using System.CommandLine;
using System.Text;
using System.Text.Json;
using KlingGen.Cli.Hosting;
using Spectre.Console;

namespace KlingGen.Cli.Output;

/// <summary>Where a command's words go: results to standard output, all else to standard error, and with <c>--json</c> one document alone.</summary>
internal sealed class Reporter
{
    private static readonly JsonWriterOptions s_jsonOptions = new()
    {
        Indented = true,
        NewLine = "\n",
        // The document goes to a terminal, a file or a program, not into a web page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly CliHost _host;
    private readonly bool _verbose;

    private Reporter(CliHost host, bool json, bool quiet, bool verbose)
    {
        _host = host;
        _verbose = verbose;
        IsJson = json;
        IsQuiet = quiet || json;
        Output = Consoles.Create(host, host.Output, host.IsOutputTerminal);
        Error = Consoles.Create(host, host.Error, host.IsErrorTerminal);
    }

    /// <summary>Whether a script wants one JSON document.</summary>
    public bool IsJson { get; }

    /// <summary>Whether only results and errors are wanted.</summary>
    public bool IsQuiet { get; }

    /// <summary>Standard output, for people.</summary>
    public IAnsiConsole Output { get; }

    /// <summary>Standard error, for people.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether bars may move.</summary>
    public bool ShowsProgress => !IsQuiet && _host.IsErrorTerminal && Error.Profile.Capabilities.Ansi;

    public static Reporter For(CliHost host, ParseResult parse) => new(
        host,
        GlobalOptions.IsJson(parse),
        GlobalOptions.IsQuiet(parse),
        GlobalOptions.IsVerbose(parse) || host.Environment("KLINGGEN_VERBOSE") is "1" or "true");

    /// <summary>Shows the result in the form that was asked for.</summary>
    public void Show(IReport report)
    {
        if (IsJson)
            WriteJson(report.WriteTo);
        else
            report.WriteTo(Output);
    }

    /// <summary>Writes a text to standard output as it is: code, a script, a report in a format of its own.</summary>
    public void Write(string text) => _host.Output.Write(text);

    /// <summary>Shows a person what goes on; silent with <c>--json</c> and <c>--quiet</c>.</summary>
    public void Note(string sentence)
    {
        if (!IsQuiet)
            Error.WriteLine(sentence);
    }

    /// <summary>Reports something that the result leaves out; silent with <c>--json</c>, whose document says it.</summary>
    public void Warn(string sentence)
    {
        if (!IsJson)
            Error.WriteParts(Part.Yellow("warning:"), $" {sentence}");
    }

    /// <summary>Reports what went wrong beside a result that is shown all the same.</summary>
    public void Complain(string sentence) => _host.Error.WriteLine($"klinggen: {CliFailure.OneLine(sentence)}");

    /// <summary>Runs something long, with a bar on standard error where a person looks at it.</summary>
    /// <param name="title">What goes on.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="run">What to run; it calls its argument once a step, from any thread.</param>
    public async Task ProgressAsync(string title, int steps, Func<Action, Task> run)
    {
        if (!ShowsProgress || steps == 0)
        {
            await run(static () => { });
            return;
        }
        await Error.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask(title, maxValue: steps);
            await run(() => task.Increment(1));
        });
    }

    /// <summary>Reports why the command failed.</summary>
    public void Fail(CliFailure failure)
    {
        try
        {
            _host.Error.WriteLine($"klinggen: {failure.Sentence}");
            if (_verbose)
                _host.Error.WriteLine(failure.Cause.ToString());
            _host.Error.Flush();
            if (IsJson)
                WriteJson(json => WriteFailure(json, failure));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or CliException)
        {
            // Nobody is left to read it; the exit code still says it.
        }
    }

    private void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_jsonOptions))
            write(json);
        _host.Output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteFailure(Utf8JsonWriter json, CliFailure failure)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteNumber("exitCode"u8, failure.ExitCode);
        json.WriteString("message"u8, failure.Sentence);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
