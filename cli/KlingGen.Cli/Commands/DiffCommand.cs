using System.CommandLine;
using KlingGen.Cli.Comparing;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen diff</c>: what a changed document means for code, calls and price.</summary>
internal static class DiffCommand
{
    public static Command Create(CliHost host)
    {
        var old = new Argument<string?>("old") { Description = "The old document: a file, git:revision:path, or - for standard input. Or the id of a locked endpoint, which is compared with the service.", Arity = ArgumentArity.ZeroOrOne };
        var @new = new Argument<string?>("new") { Description = "The new document, likewise.", Arity = ArgumentArity.ZeroOrOne };
        var git = new Option<string?>("--git") { Description = "Compare the file, or all locked files, with themselves in this git revision.", HelpName = "revision" };
        var usedBy = new Option<string?>("--used-by") { Description = "List only what this code refers to: a project, a solution, or a folder.", HelpName = "path" };
        var failOn = new Option<string?>("--fail-on") { Description = "Exit with 1 from this severity on: error (the default), warning, info or none; or by level, as in source=error,wire=warning,cost=none.", HelpName = "severity" };
        var suppressions = new Option<string?>("--suppressions") { Description = $"The file of accepted changes; default: {Suppressions.UsualName} in the working directory.", HelpName = "file" };
        var texts = new Option<bool>("--texts") { Description = "List changes of descriptions, examples and order too." };
        ReportFormatOptions format = ReportFormatOptions.Create(withMarkdown: true);
        Option<string?> schemas = SharedOptions.Schemas();
        Option<string?> service = ServiceOptions.Create();
        var command = new Command("diff", "Compare two versions of an endpoint's document: will code compile, will calls work, will the price differ?") { old, @new, git, usedBy, failOn, suppressions, texts, format.Format, format.Out, schemas, service };
        return command
            .WithExamples(
                ("klinggen diff", "Every locked schema with what the service says now."),
                ("klinggen diff old.json new.json", "Two files."),
                ("klinggen diff --git main --format markdown --out changes.md", "Every locked schema with itself on main, as text for a pull request."),
                ("klinggen diff git:HEAD~1:schemas/kling.json schemas/kling.json --used-by src/App/App.csproj", "Only what the program uses."),
                ("klinggen diff --fail-on source=error,wire=warning,cost=warning --format sarif --out klinggen.sarif", "For a code host: stricter about calls and price than about code."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                var request = new DiffRequest(parse.GetValue(old), parse.GetValue(@new), parse.GetValue(git), parse.GetValue(schemas), parse.GetValue(service), FailOn.Parse(parse.GetValue(failOn)), parse.GetValue(suppressions), parse.GetValue(usedBy), parse.GetValue(texts));
                ReportSink sink = format.Resolve(host, parse, reporter);
                ComparisonReport report = await new DiffRun(host, request).RunAsync(cancellationToken);
                foreach (string note in report.Notes)
                    reporter.Warn(Shown.Clean(note));
                sink.Show(report, () => ComparisonMarkdown.Write(report), () => ComparisonSarif.Write(host.WorkingDirectory, report));
                return report.HasFailed ? ExitCodes.Findings : ExitCodes.Success;
            });
    }
}
