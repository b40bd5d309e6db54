using KlingGen.Batches;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running;
using KlingGen.Cli.Running.Inputs;

namespace KlingGen.Cli.Batching;

/// <summary>What a <c>klinggen batch run</c> line asks for.</summary>
internal sealed record BatchRequest
{
    /// <summary>The file of inputs, or - for standard input.</summary>
    public required string File { get; init; }

    public required InspectedEndpoint Endpoint { get; init; }

    public required FalBatchOptions Options { get; init; }

    public decimal AskAbove { get; init; } = 1;

    public bool SaysYes { get; init; }
}

/// <summary>Whose jobs are sent, and where to.</summary>
internal sealed record BatchService
{
    /// <summary>The account of jobs that are an emulator's: no worker of the service takes them.</summary>
    public const string EmulatorAccount = "emulator";

    /// <summary>The emulator's address; null for the service.</summary>
    public Uri? Emulator { get; init; }

    /// <summary>Whether an emulator shall live for the time of the command.</summary>
    public bool OwnEmulator { get; init; }

    /// <summary>The account, as the line names it.</summary>
    public string Account { get; init; } = "default";

    /// <summary>Slots of the account; null for what the batch has.</summary>
    public int? MaxInFlight { get; init; }

    /// <summary>Whether jobs are only planned: workers elsewhere send them.</summary>
    public bool WorksElsewhere { get; init; }

    public bool IsEmulated => Emulator is not null || OwnEmulator;

    public string RealAccount => IsEmulated ? EmulatorAccount : Account;
}

/// <summary>Makes a batch and works on it, or works on one that is there. Whatever ends the command, it goes on from there.</summary>
internal sealed class BatchRun(CliHost host, Reporter reporter, BatchStore store, BatchService service)
{
    private const int Shown = 20;
    private static readonly TimeSpan s_refused = TimeSpan.FromMinutes(4);

    /// <summary>Imports the inputs, asks what they cost, and works.</summary>
    /// <exception cref="CliException">Nothing was bought, or the database or the service cannot do it.</exception>
    public async Task<(BatchReport Report, int ExitCode)> RunAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var call = new RunRequest { Endpoint = request.Endpoint, Model = new InputModel(request.Endpoint.Model), Names = new InputNames(new InputModel(request.Endpoint.Model), []), DataFolder = host.WorkingDirectory, Emulator = service.Emulator, OwnEmulator = service.OwnEmulator };
        await using RunService way = await RunService.OpenAsync(host, call, cancellationToken);
        FalBatches batches = await OpenAsync(way, request.Options.MaxInFlight);
        var endpoint = new RunEndpoint(way.Client, request.Endpoint.Model, RunPrices.Known(call));
        var lines = new BatchLines(host, way.Client, endpoint, call.Model, request.File) { CostPerJob = request.Options.CostPerJob };
        FalBatch batch;
        bool isRefused = false;
        try
        {
            batch = await batches.CreateAsync(lines, lines.ReadAsync, request.Options with { Account = service.RealAccount }, cancellationToken, async made =>
            {
                try
                {
                    await AskAsync(made, lines, request, cancellationToken);
                    return true;
                }
                catch (CliException) when (request.Options.Id is null)
                {
                    // Nobody knows its id, so nobody would go on with it.
                    isRefused = true;
                    await made.CancelAsync(CancellationToken.None);
                    throw;
                }
            });
        }
        catch (CliException) when (isRefused)
        {
            await SweepAsync();
            throw;
        }

        FalBatchStatus status = await batch.GetStatusAsync(cancellationToken);
        if (status.Total == 0)
            throw CliException.Unusable($"{(request.File == TextSource.StandardInput ? "Standard input" : $"The file '{request.File}'")} has no line. Write one JSON object a line, each with the inputs of one call.");
        reporter.Note($"Batch {batch.Id}: {Sentences.Count((int)status.Total, "job")}{(status.Failed > 0 ? $", {status.Failed} of them failed" : "")}.");
        return await WorkAsync(batches, batch, way, cancellationToken);
    }

    /// <summary>Lets a batch go on, and works on it.</summary>
    public async Task<(BatchReport Report, int ExitCode)> ResumeAsync(string id, InspectedEndpoint? endpoint, CancellationToken cancellationToken)
    {
        FalBatchStatus status = await BatchOfAsync(store, id, cancellationToken);
        bool isEmulators = status.Definition.Account == BatchService.EmulatorAccount;
        if (isEmulators != service.IsEmulated)
        {
            throw CliException.Usage(isEmulators
                ? $"The batch {id} was made with --emulator, and is never sent to the service. Give --emulator."
                : $"The batch {id} is the service's, and an emulator must not answer for it. Omit --emulator.");
        }

        BatchService mine = isEmulators ? service : service with { Account = status.Definition.Account };
        await using RunService way = service.OwnEmulator
            ? await RunService.OpenAsync(host, new RunRequest { Endpoint = endpoint!, Model = new InputModel(endpoint!.Model), Names = new InputNames(new InputModel(endpoint.Model), []), DataFolder = host.WorkingDirectory, OwnEmulator = true }, cancellationToken)
            : RunService.Open(host, service.Emulator, true);
        var run = new BatchRun(host, reporter, store, mine);
        FalBatches batches = await run.OpenAsync(way, mine.MaxInFlight ?? status.Definition.MaxInFlight);
        FalBatch batch = await batches.OpenAsync(id, cancellationToken);
        if (!await batch.ResumeAsync(cancellationToken))
            throw CliException.Unusable(status.State == FalBatchState.Cancelled ? $"The batch {id} was cancelled, and does not go on. Make another one." : $"The inputs of the batch {id} are not all there. Run 'klinggen batch run' again with --id {id} and the same file.");
        return await run.WorkAsync(batches, batch, way, cancellationToken);
    }

    /// <summary>A batch as it stands.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static async Task<FalBatchStatus> BatchOfAsync(BatchStore store, string id, CancellationToken cancellationToken) => await store.Store.FindAsync(id, cancellationToken)
        ?? throw CliException.Unusable($"There is no batch '{Schemas.EndpointIds.Shown(id)}' in this store. 'klinggen batch list --store {store.Option}' shows all.");

    /// <summary>A batch as it stands, with what to do next.</summary>
    public static async Task<BatchReport> ReportAsync(BatchStore store, FalBatchStatus status, string more, CancellationToken cancellationToken)
    {
        IReadOnlyList<FalBatchJob> unknown = await store.Store.ReadJobsAsync(status.Id, FalBatchJobState.Unknown, 0, Shown, cancellationToken);
        IReadOnlyList<FalBatchJob> failed = await store.Store.ReadJobsAsync(status.Id, FalBatchJobState.Failed, 0, Shown, cancellationToken);
        string on = status.IsFinished || status.State is FalBatchState.Cancelled or FalBatchState.Importing ? "" : $"Go on with: klinggen batch resume {status.Id} --store {store.Option}{more}";
        return new BatchReport(status, [.. unknown.Select(static job => job.Number)], failed, on);
    }

    /// <summary>Cancels what waits, bit by bit, in place of a worker.</summary>
    public async Task SweepAsync()
    {
        // Each round cancels up to a thousand; a million is the most that a batch is meant for, and a worker does the rest.
        for (int round = 0; round < 2000 && (await store.Store.SweepAsync(1000, 5, CancellationToken.None)).Cancelled > 0; round++)
        {
        }
    }

    private Task<FalBatches> OpenAsync(RunService way, int maxInFlight)
    {
        var options = new FalBatchWorkerOptions { Account = service.RealAccount, MaxInFlight = service.MaxInFlight ?? maxInFlight, TimeProvider = host.Time };
        // An emulator on this machine answers at once, and bills nothing for questions.
        if (service.IsEmulated)
            options = options with { IdlePause = TimeSpan.FromMilliseconds(50), Polls = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1)) };
        return FalBatches.OpenAsync(store.Store, way.Client, options);
    }

    private async Task AskAsync(FalBatch batch, BatchLines lines, BatchRequest request, CancellationToken cancellationToken)
    {
        long jobs = (await batch.GetStatusAsync(cancellationToken)).Planned;
        if (jobs == 0 || request.SaysYes || service.IsEmulated)
            return;
        decimal? cost = lines.IsEstimateKnown ? lines.Estimate : null;
        decimal? most = request.Options.Budget is { } budget && (cost is null || budget < cost) ? budget : cost;
        if (most is { } known && known <= request.AskAbove)
            return;
        string sentence = most is null ? $"What {Sentences.Count((int)jobs, "job")} cost is not known." : $"{Sentences.Count((int)jobs, "job")} cost up to {new FalCost(most.Value, request.Options.Currency)}{(most == cost ? "" : ", the budget")}.";
        await new CostLimit(host, reporter).ConfirmAsync(sentence, "Give --yes to buy, or set --ask-above.", false, cancellationToken);
    }

    private async Task<(BatchReport Report, int ExitCode)> WorkAsync(FalBatches batches, FalBatch batch, RunService way, CancellationToken cancellationToken)
    {
        if (service.WorksElsewhere)
            return (await ReportAsync(store, await batch.GetStatusAsync(cancellationToken), "", cancellationToken), ExitCodes.Success);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task work = batches.Worker.RunAsync(stop.Token);
        FalBatchStatus status;
        try
        {
            var watch = new BatchWatch(host, reporter, batch) { Pause = service.IsEmulated ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(1), IsOver = now => now.IsIdle || IsRefused(now) };
            status = await watch.RunAsync(reporter.Error, reporter.ShowsProgress, cancellationToken);
        }
        finally
        {
            // What is being sent is waited for, and leases are given back.
            await stop.CancelAsync();
            await work;
        }

        status = await batch.GetStatusAsync(CancellationToken.None);
        string more = way.IsEphemeral ? " --emulator --endpoint ENDPOINT" : service.Emulator is { } address ? $" --emulator {address}" : "";
        BatchReport report = await ReportAsync(store, status, more, CancellationToken.None);
        if (!status.IsIdle && IsRefused(status))
            throw CliException.Service($"The service takes no jobs of this account: {CliFailure.OneLine(status.Hold!.Reason)} {report.Next}");
        return (report, cancellationToken.IsCancellationRequested && !status.IsIdle ? ExitCodes.Cancelled : report.ExitCode);
    }

    // Key, balance or permission: it takes a person.
    private bool IsRefused(FalBatchStatus status) => status.Hold is { } hold && status.Submitted + status.Submitting + status.Downloading == 0 && hold.Until - host.Time.GetUtcNow() > s_refused;
}
