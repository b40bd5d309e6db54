using System.CommandLine;
using KlingGen.Cli.Adding;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen add</c>: a new endpoint for the project.</summary>
internal static class AddCommand
{
    public static Command Create(CliHost host)
    {
        var sources = new Argument<string[]>("endpoint")
        {
            Description = "Endpoint ids such as fal-ai/flux/dev, files with an OpenAPI document, or - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> project = SharedOptions.Project();
        Option<string?> schemas = SharedOptions.Schemas();
        Option<string?> service = ServiceOptions.Create();
        var dryRun = new Option<bool>("--dry-run") { Description = "Check and show everything, and write nothing." };
        var command = new Command("add", "Fetch an endpoint's OpenAPI document, check it, lock it, and make it part of the project.") { sources, project, schemas, service, dryRun };
        return command
            .WithExamples(
                ("klinggen add fal-ai/kling-image/v3/text-to-image", "Writes schemas/kling-image-v3-text-to-image.json and its lock entry, adds the item to the project, shows a first call."),
                ("klinggen add fal-ai/flux/dev fal-ai/whisper --project src/App", "Two endpoints for a project that is elsewhere."),
                ("curl -s \"https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=fal-ai/whisper\" | klinggen add -", "A document that you already have."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                var request = new AddRequest(parse.GetRequiredValue(sources), parse.GetValue(project), parse.GetValue(schemas), parse.GetValue(service), parse.GetValue(dryRun));
                reporter.Show(await new AddRun(host, request).RunAsync(cancellationToken));
                return ExitCodes.Success;
            });
    }
}
