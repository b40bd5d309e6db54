using System.CommandLine;
using KlingGen.Cli.Diagnosis;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen doctor</c>: why does it not work?</summary>
internal static class DoctorCommand
{
    public static Command Create(CliHost host)
    {
        Option<string?> project = SharedOptions.Project();
        Option<string?> schemas = SharedOptions.Schemas();
        return new Command("doctor", "Find the usual mistakes: SDK, project, packages, schema files, lock file, API key. Asks no network and changes nothing.") { project, schemas }
            .WithExamples(
                ("klinggen doctor", "Looks at the project of this folder; exit code 1 when there is something to fix."),
                ("klinggen doctor --project src/App --json", "For a script."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                DoctorReport report = await new DoctorRun(host, parse.GetValue(project), parse.GetValue(schemas)).RunAsync(cancellationToken);
                reporter.Show(report);
                return report.Problems == 0 ? ExitCodes.Success : ExitCodes.Findings;
            });
    }
}
