using System.CommandLine;
using KlingGen.Batches;
using KlingGen.Cli.Batching;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen batch</c>: many jobs whose state is in a database.</summary>
internal static class BatchCommand
{
    public static Command Create(CliHost host)
    {
        var options = new BatchOptions();
        var command = new Command("batch", "Run a million jobs over days and restarts, each bought once: run, list, status, pause, resume, retry, cancel, export, gallery, move.") { options.Store };
        command.WithExamples(
            ("klinggen batch run in.jsonl --endpoint fal-ai/kling-image/v3/text-to-image --store jobs.db --budget 250 --download pictures", "A line, a job. Ctrl+C stops it gently."),
            ("klinggen batch resume 20260314-k3f9q2w8 --store jobs.db", "Go on after Ctrl+C, a crash or a pause."),
            ("klinggen batch status 20260314-k3f9q2w8 --store jobs.db", "A live view; one line in a pipe."),
            ("klinggen batch retry 20260314-k3f9q2w8 --unknown 17 23 --never-bought --store jobs.db", "Send two jobs again that the service does not know."),
            ("klinggen batch export 20260314-k3f9q2w8 --csv -o jobs.csv --store jobs.db", "A table of all jobs."),
            ("klinggen batch move postgres://me@db/jobs --store jobs.db", "From SQLite to PostgreSQL."));
        foreach (Command part in (Command[])[Run(host, options), List(host, options), Status(host, options), Pause(host, options), Resume(host, options), Retry(host, options), Cancel(host, options), Export(host, options), Gallery(host, options), Move(host, options)])
            command.Add(part);
        return command;
    }

    private static Command Run(CliHost host, BatchOptions options)
    {
        var file = new Argument<string>("file") { Description = "JSON lines: one input a line; - for standard input." };
        var command = new Command("run", "Import a file of inputs and work on it.") { file, options.Endpoint, options.Schemas, options.Id, options.Name, options.Budget, options.CostPerJob, options.AskAbove, options.MaxInFlight, options.Account, options.Download, options.Low, options.Elsewhere, options.Yes, options.Emulator };
        return command.Runs(host, (parse, reporter, cancellationToken) => GuardAsync(async () =>
        {
            BatchService service = options.Service(host, parse);
            var request = new BatchRequest
            {
                File = parse.GetRequiredValue(file),
                Endpoint = await EndpointAsync(host, parse, options, service, cancellationToken) ?? throw CliException.Usage("Give the endpoint of the jobs with --endpoint: an id, or a schema file."),
                Options = options.Batch(host, parse),
                AskAbove = RunOptions.Number(parse, options.AskAbove, 0, 1_000_000_000) ?? 1,
                SaysYes = parse.GetValue(options.Yes),
            };
            await using BatchStore store = await BatchStore.OpenAsync(host, parse.GetValue(options.Store), makes: true, opens: true, cancellationToken);
            (BatchReport report, int code) = await new BatchRun(host, reporter, store, service).RunAsync(request, cancellationToken);
            reporter.Show(report);
            return code;
        }));
    }

    private static Command Resume(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        var command = new Command("resume", "Let a batch go on, and work on it.") { batch, options.Endpoint, options.Schemas, options.MaxInFlight, options.Elsewhere, options.Emulator };
        return command.Runs(host, (parse, reporter, cancellationToken) => GuardAsync(async () =>
        {
            BatchService service = options.Service(host, parse);
            InspectedEndpoint? endpoint = service.OwnEmulator ? await EndpointAsync(host, parse, options, service, cancellationToken) ?? throw CliException.Usage("An emulator needs the schema of the jobs: give --endpoint, or the address of a running one.") : null;
            await using BatchStore store = await OpenAsync(host, options, parse, cancellationToken);
            (BatchReport report, int code) = await new BatchRun(host, reporter, store, service).ResumeAsync(parse.GetRequiredValue(batch), endpoint, cancellationToken);
            reporter.Show(report);
            return code;
        }));
    }

    private static Command List(CliHost host, BatchOptions options) => new Command("list", "List all batches, the newest first.").Runs(host, (parse, reporter, cancellationToken) => WithAsync(host, options, parse, reporter, async store =>
    {
        var all = new List<FalBatchStatus>();
        IReadOnlyList<FalBatchStatus> page;
        do
        {
            page = await store.Store.ListAsync(all.Count, 100, cancellationToken);
            all.AddRange(page);
        }
        while (page.Count == 100);
        return new BatchListReport(all);
    }, cancellationToken));

    private static Command Status(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        var once = new Option<bool>("--once") { Description = "On a terminal: print it once, and do not follow it." };
        var follow = new Option<bool>("--follow") { Description = "In a pipe: a line when something changes, until nothing goes on." };
        return new Command("status", "Show a batch: a live view on a terminal, lines in a pipe.") { batch, once, follow }
            .Runs(host, (parse, reporter, cancellationToken) => WithAsync(host, options, parse, reporter, async store =>
            {
                FalBatchStatus status = await BatchRun.BatchOfAsync(store, parse.GetRequiredValue(batch), cancellationToken);
                bool isLive = host.IsOutputTerminal && !reporter.IsJson && !parse.GetValue(once);
                if (isLive || parse.GetValue(follow))
                    status = await new BatchWatch(host, reporter, new FalBatch(store.Store, status.Id, new FalBatchWorkerOptions())).RunAsync(reporter.Output, isLive, cancellationToken);
                return await BatchRun.ReportAsync(store, status, "", CancellationToken.None);
            }, cancellationToken));
    }

    private static Command Pause(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        return new Command("pause", "Send no further job of a batch, whoever works on it. What was sent is followed to its end.") { batch }
            .Runs(host, (parse, reporter, cancellationToken) => WithAsync(host, options, parse, reporter, async store =>
            {
                FalBatchStatus status = await BatchRun.BatchOfAsync(store, parse.GetRequiredValue(batch), cancellationToken);
                if (!await store.Store.SetStateAsync(status.Id, FalBatchState.Paused, null, cancellationToken))
                    throw CliException.Unusable($"The batch {status.Id} is {BatchWords.State(status)}, and cannot be paused.");
                return new BatchActionReport(status.Id, "pause", status.Planned, $"Paused; {status.Planned} jobs wait. Go on with: klinggen batch resume {status.Id} --store {store.Option}");
            }, cancellationToken));
    }

    private static Command Cancel(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        return new Command("cancel", "Send no further job of a batch, ever. What was sent is paid for, and followed to its end by whoever works on the store.") { batch }
            .Runs(host, (parse, reporter, cancellationToken) => WithAsync(host, options, parse, reporter, async store =>
            {
                FalBatchStatus before = await BatchRun.BatchOfAsync(store, parse.GetRequiredValue(batch), cancellationToken);
                await store.Store.SetStateAsync(before.Id, FalBatchState.Cancelled, null, cancellationToken);
                await new BatchRun(host, reporter, store, new BatchService()).SweepAsync();
                FalBatchStatus after = (await store.Store.FindAsync(before.Id, CancellationToken.None))!;
                long cancelled = after.Cancelled - before.Cancelled;
                return new BatchActionReport(before.Id, "cancel", cancelled, $"Cancelled; {cancelled} jobs were not sent{(after.InFlight > 0 ? $", {after.InFlight} are under way" : "")}.");
            }, cancellationToken));
    }

    private static Command Retry(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        var failed = new Option<long[]>("--failed") { Description = "Failed jobs: all, or those with these numbers. What they have cost stays spent.", HelpName = "number", Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = true };
        var unknown = new Option<long[]>("--unknown") { Description = "These unknown jobs: each is sent, and bought, a second time.", HelpName = "number", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true };
        var never = new Option<bool>("--never-bought") { Description = "With --unknown: you have looked, and the service does not know them. What was reserved for them is released." };
        return new Command("retry", "Plan jobs again that failed, or that you know were not bought.") { batch, failed, unknown, never, options.Yes }
            .Runs(host, (parse, reporter, cancellationToken) => WithAsync(host, options, parse, reporter, async store =>
            {
                bool isFailed = parse.GetResult(failed) is not null, isUnknown = parse.GetResult(unknown) is not null;
                if (isFailed == isUnknown)
                    throw CliException.Usage("Give one of --failed and --unknown.");
                if (parse.GetValue(never) && !isUnknown)
                    throw CliException.Usage("--never-bought is for --unknown: a failed job needs no such word.");
                FalBatchStatus status = await BatchRun.BatchOfAsync(store, parse.GetRequiredValue(batch), cancellationToken);
                if (status.State == FalBatchState.Cancelled)
                    throw CliException.Unusable($"The batch {status.Id} was cancelled, and sends nothing. Make another one.");
                long[] numbers = parse.GetValue(isFailed ? failed : unknown) ?? [];
                if (!parse.GetValue(options.Yes) && status.Definition.Account != BatchService.EmulatorAccount)
                {
                    string what = isFailed ? $"{(numbers.Length == 0 ? status.Failed : numbers.Length)} failed jobs are bought again." : $"{numbers.Length} unknown jobs are sent again, and paid for twice where the first attempt was bought.";
                    await new CostLimit(host, reporter).ConfirmAsync(what, "Give --yes to plan them.", false, cancellationToken);
                }

                var all = new FalBatch(store.Store, status.Id, new FalBatchWorkerOptions());
                long planned = isFailed ? await all.RetryFailedAsync(numbers.Length == 0 ? null : numbers, cancellationToken) : await all.RetryUnknownAsync(numbers, parse.GetValue(never), cancellationToken);
                return new BatchActionReport(status.Id, "retry", planned, $"{planned} jobs are planned again. Go on with: klinggen batch resume {status.Id} --store {store.Option}");
            }, cancellationToken));
    }

    private static Command Export(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        var csv = new Option<bool>("--csv") { Description = "A table (RFC 4180) in place of JSON lines." };
        var jsonl = new Option<bool>("--jsonl") { Description = "JSON lines, with everything as it is; the default." };
        var file = new Option<string?>("--out", "-o") { Description = "The file; default: standard output.", HelpName = "file" };
        return new Command("export", "Write all jobs of a batch.") { batch, csv, jsonl, file }
            .Runs(host, (parse, reporter, cancellationToken) => GuardAsync(async () =>
            {
                if (parse.GetValue(csv) && parse.GetValue(jsonl))
                    throw CliException.Usage("Give one of --csv and --jsonl.");
                if (reporter.IsJson && parse.GetValue(file) is null)
                    throw CliException.Usage("The export itself goes to standard output, which --json needs too. Give a file with --out, or omit --json.");
                await using BatchStore store = await OpenAsync(host, options, parse, cancellationToken);
                if (await new BatchFiles(host, store).ExportAsync(parse.GetRequiredValue(batch), parse.GetValue(csv), parse.GetValue(file), cancellationToken) is { } report)
                    reporter.Show(report);
                return ExitCodes.Success;
            }));
    }

    private static Command Gallery(CliHost host, BatchOptions options)
    {
        Argument<string> batch = Batch();
        var page = new Option<string?>("--out", "-o") { Description = "The page; default: index.html in the folder of the files.", HelpName = "file" };
        return new Command("gallery", "Write one static page of the files of a batch, with inputs and costs.") { batch, page }
            .Runs(host, (parse, reporter, cancellationToken) => WithAsync(host, options, parse, reporter, async store => await new BatchFiles(host, store).GalleryAsync(parse.GetRequiredValue(batch), parse.GetValue(page), cancellationToken), cancellationToken));
    }

    private static Command Move(CliHost host, BatchOptions options)
    {
        var to = new Argument<string>("to") { Description = "The other database: a file that does not exist yet, or a server." };
        return new Command("move", "Move all batches of --store to another database. The old one sends nothing afterwards.") { to }
            .Runs(host, (parse, reporter, cancellationToken) => GuardAsync(async () =>
            {
                await using BatchStore source = await BatchStore.OpenAsync(host, parse.GetValue(options.Store), makes: false, opens: false, cancellationToken);
                await using BatchStore target = await BatchStore.OpenAsync(host, parse.GetRequiredValue(to), makes: true, opens: false, cancellationToken);
                if (source.Option == target.Option && !source.Option.StartsWith('"'))
                    throw CliException.Usage("Both are the same file. Name another target.");
                long rows = 0, noted = 0;
                SqlMoved moved = await SqlMove.RunAsync(source.Store, target.Store, more =>
                {
                    if ((rows += more) - noted >= 100_000)
                        reporter.Note($"{noted = rows} rows …");
                }, cancellationToken);
                reporter.Show(new BatchActionReport(null, "move", moved.Batches, $"Moved {moved.Batches} batches with {moved.Jobs} jobs, and compared both sides. The old store sends nothing any more; keep it until you have looked."));
                return ExitCodes.Success;
            }));
    }

    private static Argument<string> Batch() => new("batch") { Description = "The id of the batch." };

    private static async Task<InspectedEndpoint?> EndpointAsync(CliHost host, ParseResult parse, BatchOptions options, BatchService service, CancellationToken cancellationToken) =>
        parse.GetValue(options.Endpoint) is { } name ? await new InspectRun(host, name, parse.GetValue(options.Schemas), service.Emulator?.ToString(), null).RunAsync(cancellationToken) : null;

    private static Task<BatchStore> OpenAsync(CliHost host, BatchOptions options, ParseResult parse, CancellationToken cancellationToken) =>
        BatchStore.OpenAsync(host, parse.GetValue(options.Store), makes: false, opens: true, cancellationToken);

    private static Task<int> WithAsync(CliHost host, BatchOptions options, ParseResult parse, Reporter reporter, Func<BatchStore, Task<IReport>> run, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await using BatchStore store = await OpenAsync(host, options, parse, cancellationToken);
        reporter.Show(await run(store));
        return ExitCodes.Success;
    });

    private static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception error) when (error is not CliException && BatchErrors.Of(error) is { } known)
        {
            throw known;
        }
    }
}
