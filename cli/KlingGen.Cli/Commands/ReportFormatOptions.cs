using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;

namespace KlingGen.Cli.Commands;

/// <summary><c>--format</c> and <c>--out</c>.</summary>
internal sealed record ReportFormatOptions(Option<string?> Format, Option<string?> Out)
{
    public static ReportFormatOptions Create(bool withMarkdown)
    {
        string[] formats = withMarkdown ? ["terminal", "json", "markdown", "sarif"] : ["terminal", "json", "sarif"];
        var format = new Option<string?>("--format") { Description = $"The form of the report: {string.Join(", ", formats[..^1])} or {formats[^1]} (SARIF 2.1.0).", HelpName = "form" };
        format.AcceptOnlyFromAmong(formats);
        return new ReportFormatOptions(format, new Option<string?>("--out", "-o") { Description = "Write the report to this file instead of standard output.", HelpName = "file" });
    }

    public ReportSink Resolve(CliHost host, ParseResult parse, Reporter reporter)
    {
        string format = parse.GetValue(Format) ?? (reporter.IsJson ? "json" : "terminal");
        if (reporter.IsJson && format != "json")
            throw CliException.Usage($"--json and --format {format} contradict each other. Give one of them.");
        return new ReportSink(host, reporter, format, parse.GetValue(Out));
    }
}
