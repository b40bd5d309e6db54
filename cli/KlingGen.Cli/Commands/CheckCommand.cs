using System.CommandLine;
using KlingGen.Cli.Checking;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using KlingGen.Comparison;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen check</c>: whether schema files are what they should be.</summary>
internal static class CheckCommand
{
    private static readonly string[] s_severities = ["error", "warning", "info", "none"];

    public static Command Create(CliHost host)
    {
        var paths = new Argument<string[]>("path") { Description = "Schema files, folders of them, or - for standard input; default: the nearest folder with a klinggen.lock.json.", Arity = ArgumentArity.ZeroOrMore };
        var failOn = new Option<string?>("--fail-on") { Description = "Exit with 1 from this severity on: error, warning (the default), info or none.", HelpName = "severity" };
        failOn.AcceptOnlyFromAmong(s_severities);
        ReportFormatOptions format = ReportFormatOptions.Create(withMarkdown: false);
        var command = new Command("check", "Examine schema files: readable, sound OpenAPI, names, unknown keywords, defaults and examples against their own schemas, the lock file.") { paths, failOn, format.Format, format.Out };
        return command
            .WithExamples(
                ("klinggen check", "The locked schema files, and whether the lock file fits them."),
                ("klinggen check schemas/kling.json --json", "One file, for a script."),
                ("klinggen check schemas --format sarif --out check.sarif", "For a code host."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                var threshold = (ChangeSeverity)(s_severities.Length - 1 - Array.IndexOf(s_severities, parse.GetValue(failOn) ?? "warning"));
                ReportSink sink = format.Resolve(host, parse, reporter);
                CheckReport report = await new CheckRun(host, parse.GetValue(paths) ?? [], threshold).RunAsync(cancellationToken);
                sink.Show(report, null, report.ToSarif);
                return report.HasFailed ? ExitCodes.Findings : ExitCodes.Success;
            });
    }
}
