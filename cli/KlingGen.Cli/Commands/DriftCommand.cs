using System.CommandLine;
using KlingGen.Cli.Drifting;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen drift</c>: where schema files, recordings and the emulator say different things.</summary>
internal static class DriftCommand
{
    public static Command Create(CliHost host)
    {
        var recordings = new Argument<string>("recordings") { Description = "The folder that 'klinggen serve --record' has filled." };
        var schemas = new Argument<string[]>("schemas") { Arity = ArgumentArity.ZeroOrMore, Description = "Schema files, or folders of them; default: those of the nearest lock file, else the set that the tool brings along." };
        var command = new Command("drift", "Hold schema files, recordings of the service and the emulator against each other, and name what differs by JSON path.") { recordings, schemas };
        return command
            .WithExamples(
                ("klinggen drift recordings", "Recordings against the locked schema files and the emulator."),
                ("klinggen drift recordings schemas/kling.json --json", "One schema file, for a script."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                DriftReport report = await new DriftRun(host, parse.GetValue(recordings)!, parse.GetValue(schemas) ?? []).RunAsync(cancellationToken);
                reporter.Show(report);
                return report.Findings.Count > 0 ? ExitCodes.Findings : ExitCodes.Success;
            });
    }
}
