using System.CommandLine;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Schemas;
using KlingGen.Cli.Service;
using KlingGen.Compiler;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen inspect</c>: what an endpoint takes and gives.</summary>
internal static class InspectCommand
{
    public static Command Create(CliHost host)
    {
        var target = new Argument<string>("endpoint") { HelpName = "endpoint", Description = "An endpoint id (the locked schema, else the service's document), a file, or - for standard input." };
        target.CompletionSources.Add(_ => LockedIds.Of(host));
        Option<string?> schemas = SharedOptions.Schemas();
        Option<string?> service = ServiceOptions.Create();
        var code = new Option<bool>("--code") { Description = "Print the C# that the build generates." };
        var folder = new Option<string?>("--out", "-o") { Description = "Write that C# into this folder instead.", HelpName = "folder" };
        var space = new Option<string?>("--namespace") { Description = "The namespace of the C#; default: the project's own.", HelpName = "name" };
        var command = new Command("inspect", "Show the inputs and results of an endpoint, its price, and the C# generated for it.") { target, schemas, service, code, folder, space };
        return command
            .WithExamples(
                ("klinggen inspect fal-ai/kling-image/v3/text-to-image", "Members with types, defaults, ranges, allowed values and media limits."),
                ("klinggen inspect schemas/whisper.json --code", "The C# of a file."),
                ("klinggen inspect fal-ai/whisper --out src/Fal --namespace MyApp.Fal.Whisper", "C# to commit, for those who want no generator in their build."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                InspectedEndpoint inspected = await new InspectRun(host, parse.GetRequiredValue(target), parse.GetValue(schemas), parse.GetValue(service), parse.GetValue(space)).RunAsync(cancellationToken);
                string? named = parse.GetValue(folder);
                if (named is null && !parse.GetValue(code))
                {
                    reporter.Show(new InspectReport(inspected));
                    return ExitCodes.Success;
                }

                EquatableArray<SourceFile> files = CodeEmitter.Emit(inspected.Model, cancellationToken);
                if (named is not null)
                    Write(host.PathOf(named), files);
                reporter.Show(new CodeReport(files, named is null ? null : host.Shown(host.PathOf(named))));
                return ExitCodes.Success;
            });
    }

    private static void Write(string folder, IEnumerable<SourceFile> files)
    {
        var batch = new FileBatch();
        foreach (SourceFile file in files)
            batch.Add(Path.Combine(folder, CodeFileName.Of(file.HintName)), SchemaFolder.Bytes(file.Text));
        batch.Commit();
    }
}
