using System.CommandLine;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Running.Many;
using KlingGen.Cli.Running.Terminal;
using KlingGen.Cli.Service;
using KlingGen.Cli.Snippets;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen run</c>: calls an endpoint. Its inputs are options, so the command differs with the endpoint.</summary>
internal static class RunCommand
{
    public static Command Create(CliHost host, RunTarget? target)
    {
        var endpoint = new Argument<string>("endpoint") { HelpName = "endpoint", Description = "An endpoint id (the locked schema, else the service's document) or a schema file. It follows 'run' directly." };
        endpoint.CompletionSources.Add(_ => LockedIds.Of(host));
        var options = new RunOptions();
        var command = new Command("run", "Call an endpoint: its inputs are options, its files are saved, and what was bought is never lost.") { endpoint };
        InputOptions inputs = InputOptions.For(target, options);
        foreach (Option option in inputs.Shown.Concat(options.All))
            command.Add(option);
        return command
            .WithExamples(
                ("klinggen run fal-ai/kling-image/v3/text-to-image --prompt \"a lighthouse at dawn\" --num-images 2", "Two pictures, saved here and shown in the terminal."),
                ("klinggen run fal-ai/kling-image/v3/text-to-image --help", "The inputs of an endpoint as options, with ranges and defaults."),
                ("klinggen run schemas/edit.json --image-url @face.png --set 'image_size={\"width\":512,\"height\":512}' --dry-run", "A local file, a value as JSON, and what it would cost."),
                ("klinggen run fal-ai/whisper --input call.json --json", "For a script: one document in, one document out."),
                ("klinggen run fal-ai/flux/dev --many inputs.jsonl --concurrency 4 --max-cost 5 --out pictures/", "A line, a job. Run it again, and it goes on where it stopped."))
            .Runs(host, async (parse, reporter, cancellationToken) =>
            {
                if (target?.Model is null)
                    throw CliException.Usage("The endpoint must follow 'run' directly, because its inputs are options. Write 'klinggen run <endpoint> …'.");
                Check(parse, options);
                RunRequest request = Request(host, parse, options, target, inputs);
                JsonNode root = await RootAsync(host, parse, options, target.Model, inputs, cancellationToken);
                if (parse.GetValue(options.CSharp))
                    return Print(reporter, request, root);
                if (parse.GetValue(options.Many) is { } lines)
                {
                    ManyReport batch = await new ManyRun(host, reporter, request).RunAsync(lines, root, cancellationToken);
                    Show(host, reporter, request, batch, batch.ToJson());
                    return batch.ExitCode;
                }
                RunReport report = await new RunRun(host, reporter, request).RunAsync(root, cancellationToken);
                Show(host, reporter, request, report, report.ToJson());
                if (!reporter.IsJson && !request.IsJsonl)
                    new PictureShow(host, PictureProtocols.Choose(host, parse.GetValue(options.Picture))).Show(report.Files);
                return ExitCodes.Success;
            });
    }

    private static void Show(CliHost host, Reporter reporter, RunRequest request, IReport report, JsonObject json)
    {
        if (request.IsJsonl)
            new RunVoice(host, reporter, true).Event("result", json);
        else
            reporter.Show(report);
    }

    /// <summary>Options that exclude each other.</summary>
    private static void Check(ParseResult parse, RunOptions options)
    {
        if (parse.GetValue(options.Picture) is { } picture && !PictureProtocols.Words.Contains(picture))
            throw CliException.Usage($"--picture takes one of {string.Join(", ", PictureProtocols.Words)}, not '{Schemas.EndpointIds.Shown(picture)}'.");
        bool isMany = parse.GetValue(options.Many) is not null;
        if (isMany && (parse.GetValue(options.Submit) || parse.GetValue(options.CSharp)))
            throw CliException.Usage($"{(parse.GetValue(options.Submit) ? "--submit" : "--csharp")} is for one call; with --many the lines are submitted and waited for. Omit one of the two.");
        if (isMany && parse.GetValue(options.Many) == TextSource.StandardInput && parse.GetValue(options.Input) == TextSource.StandardInput)
            throw CliException.Usage("--many and --input both read standard input. Give one of them a file.");
        if (!isMany && (parse.GetValue(options.Concurrency) is not null || parse.GetValue(options.RetryFailed)))
            throw CliException.Usage($"{(parse.GetValue(options.RetryFailed) ? "--retry-failed" : "--concurrency")} is for batches. Give --many with a file of lines, or omit it.");
    }

    private static int Print(Reporter reporter, RunRequest request, JsonNode root)
    {
        IReadOnlyList<InputFinding> findings = ShapeCheck.Run(request.Model, root);
        if (findings.Count > 0 && !request.SkipsValidation)
            throw InputFindings.Error(request.EndpointId, [.. findings.Select(finding => $"{request.Names.Of(finding.Steps)} {finding.What}")]);
        reporter.Show(new CSharpReport(new InputCode(request.Model).Program(root, request.Emulator)));
        return ExitCodes.Success;
    }

    private static async Task<JsonNode> RootAsync(CliHost host, ParseResult parse, RunOptions options, InputModel model, InputOptions inputs, CancellationToken cancellationToken)
    {
        JsonNode? start = null;
        if (parse.GetValue(options.Input) is { } file)
        {
            string text = await TextSource.ReadAsync(host, file, cancellationToken);
            string name = file == TextSource.StandardInput ? "Standard input" : $"The file '{file}'";
            if (ValueText.TryJson(text, out start) is { } reason)
                throw CliException.Unusable($"{name} is not JSON: {reason} Write one JSON object with the inputs of the endpoint.");
            if (start is not JsonObject && model.Members.Count > 0)
                throw CliException.Unusable($"{name} is JSON, but not an object. Write one JSON object with the inputs of the endpoint.");
        }
        var builder = new InputBuilder(model, start);
        foreach (string assignment in parse.GetValue(options.Set) ?? [])
            builder.Set(assignment);
        foreach ((Option<string[]> option, InputPlace place) in inputs.All)
            if (parse.GetResult(option) is { Implicit: false })
                builder.Option(option.Name, place, parse.GetValue(option) is { Length: > 0 } texts ? texts : ["true"]);
        return builder.Root;
    }

    private static RunRequest Request(CliHost host, ParseResult parse, RunOptions options, RunTarget target, InputOptions inputs)
    {
        bool isEmulated = parse.GetResult(options.Emulator) is not null;
        string? given = parse.GetValue(options.Emulator);
        Uri? emulator = given is null && isEmulated ? null : ServiceOptions.Emulator(host, given);
        _ = ServiceOptions.Resolve(host, given ?? (isEmulated ? "http://127.0.0.1/" : null));
        return new RunRequest
        {
            Endpoint = target.Endpoint!,
            Model = target.Model!,
            Names = new InputNames(target.Model!, inputs.Names),
            Emulator = emulator,
            OwnEmulator = isEmulated && emulator is null,
            Out = parse.GetValue(options.Out),
            IsDryRun = parse.GetValue(options.DryRun),
            IsSubmit = parse.GetValue(options.Submit),
            IsJsonl = parse.GetValue(options.Jsonl),
            SkipsValidation = parse.GetValue(options.NoValidate),
            MaxCost = RunOptions.Number(parse, options.MaxCost, 0, 1_000_000),
            AskAbove = RunOptions.Number(parse, options.AskAbove, 0, 1_000_000) ?? 1,
            AsksAlways = parse.GetValue(options.AskAbove) is not null,
            AssumeCost = RunOptions.Number(parse, options.AssumeCost, 0, 1_000_000),
            Concurrency = (int)(RunOptions.Number(parse, options.Concurrency, 1, 100, isWhole: true) ?? 4),
            RetriesFailed = parse.GetValue(options.RetryFailed),
            SaysYes = parse.GetValue(options.Yes),
            Timeout = RunOptions.Number(parse, options.Timeout, 1, 1_000_000) is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null,
            DataFolder = DataFolder.Locate(host, parse.GetValue(options.Data)),
        };
    }
}
