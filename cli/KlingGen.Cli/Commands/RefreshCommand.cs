using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Refreshing;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen refresh</c>: the locked schemas as the service has them today.</summary>
internal static class RefreshCommand
{
    public static Command Create(CliHost host)
    {
        var ids = new Argument<string[]>("endpoint") { Description = "Endpoint ids; default: all that are locked.", Arity = ArgumentArity.ZeroOrMore, HelpName = "endpoint" };
        ids.CompletionSources.Add(_ => LockedIds.Of(host));
        Option<string?> schemas = SharedOptions.Schemas();
        Option<string?> service = ServiceOptions.Create();
        var check = new Option<bool>("--check") { Description = "Write nothing; exit with 1 when a schema is stale, with 2 when the new one breaks code or calls." };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Write what could be fetched even where another endpoint failed." };
        var command = new Command("refresh", "Fetch the locked schemas again, write those that differ in more than spelling, and say what changed.") { ids, schemas, service, check, keepGoing };
        return command
            .WithExamples(
                ("klinggen refresh", "Brings every locked schema up to date."),
                ("klinggen refresh fal-ai/flux/dev", "One endpoint only."),
                ("klinggen refresh --check --json", "For a build server: nothing is written, the exit code and a JSON document say what differs."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                var request = new RefreshRequest(parse.GetValue(ids) ?? [], parse.GetValue(schemas), parse.GetValue(service), parse.GetValue(check), parse.GetValue(keepGoing));
                RefreshReport report = await new RefreshRun(host, reporter, request).RunAsync(cancellationToken);
                reporter.Show(report);
                if (report.Failure is { } failure)
                    reporter.Complain(failure);
                return report.ExitCode;
            });
    }
}
