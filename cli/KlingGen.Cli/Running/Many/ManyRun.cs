using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running.Output;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli.Running.Many;

/// <summary>
/// A batch: a line, a job. The journal knows which lines were bought, so that the same command, run again, goes on where it stopped.
/// </summary>
internal sealed class ManyRun(CliHost host, Reporter reporter, RunRequest request)
{
    private const string ResultsName = "results.jsonl";
    private const string Currency = "USD";

    private readonly JobJournal _journal = new(host, request.DataFolder);
    private readonly RunVoice _voice = new(host, reporter, request.IsJsonl);

    /// <summary>Buys what is not bought yet, waits for all, saves what is not saved.</summary>
    /// <exception cref="CliException">Nothing of the batch can be begun.</exception>
    public async Task<ManyReport> RunAsync(string path, JsonNode start, CancellationToken cancellationToken)
    {
        FileTemplate template = FileTemplate.Parse(host, request.Out, FileTemplate.UsualOfBatch);
        string batch = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{template.Folder}\n{request.EndpointId}\n{request.Emulator}")).AsSpan(0, 8));
        IReadOnlyList<BatchLine> lines = await BatchFile.ReadAsync(host, path, start, request, batch, cancellationToken);
        if (request.IsDryRun)
            return await DryAsync(lines, cancellationToken);

        using JobLock held = JobLock.TryTake(request.DataFolder, batch)
            ?? throw CliException.Unwritable($"Another klinggen works on this batch: files of {request.EndpointId} in '{host.Shown(template.Folder)}'. Wait until it has ended, or name another folder with --out.");
        Dictionary<string, JobRecord> known = Known(batch);
        await using RunService service = await RunService.OpenAsync(host, request, cancellationToken);
        var endpoint = new RunEndpoint(service.Client, request.Endpoint.Model, RunPrices.Known(request));
        BatchLine[] toBuy = [.. lines.Where(line => line.Findings.Count == 0 && Buys(known.GetValueOrDefault(line.Key)))];
        await AskAsync(endpoint, toBuy, cancellationToken);
        FalBudget? budget = request.MaxCost is { } max ? new FalBudget(Math.Max(0, max - JobRecord.Spent(known.Values, Currency)), Currency) { CostWhenUnknown = request.AssumeCost } : null;

        var results = new ConcurrentDictionary<int, LineResult>();
        var call = new JobCall(host, _journal, service, new RunVoice(host, reporter, request.IsJsonl) { IsSilent = true });
        try
        {
            await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = request.Concurrency, CancellationToken = cancellationToken }, async (line, token) =>
            {
                LineResult result = await LineAsync(line, known.GetValueOrDefault(line.Key), call, service, endpoint, budget, template, token);
                results[line.Number] = result;
                Report(result, results.Count, lines.Count);
            });
        }
        catch (OperationCanceledException)
        {
            // What was reached is reported below; the rest goes on with the next run.
        }
        LineResult[] all = [.. lines.Select(line => results.GetValueOrDefault(line.Number) ?? new LineResult(line.Number, LineStatus.Pending) { Message = "not reached" })];
        Write(template.Folder, all);
        return new ManyReport(host, request.EndpointId, all, cancellationToken.IsCancellationRequested, host.Shown(Path.Combine(template.Folder, ResultsName)));
    }

    private async Task<LineResult> LineAsync(BatchLine line, JobRecord? known, JobCall call, RunService service, RunEndpoint endpoint, FalBudget? budget, FileTemplate template, CancellationToken cancellationToken)
    {
        if (line.Findings.Count > 0)
            return new LineResult(line.Number, LineStatus.Invalid) { Message = Sentences.Ended(string.Join("; ", line.Findings.Take(4))) };
        if (known is { State: JobState.Unknown or JobState.Submitting } || known is { State: JobState.Submitted, Handle: null })
            return new LineResult(line.Number, LineStatus.Unknown) { Job = known.Id, Message = "No answer came when it was sent, so it may have been bought. It is not sent again." };
        if (known is { State: JobState.Completed } done && done.Files.Count >= done.FileCount && done.Files.All(File.Exists))
            return new LineResult(line.Number, LineStatus.Completed) { Job = done.Id, RequestId = done.Handle?.RequestId, Cost = done.Cost, Files = done.Files };
        if (known is { State: JobState.Failed } && !request.RetriesFailed)
            return new LineResult(line.Number, LineStatus.Failed) { Job = known.Id, RequestId = known.Handle?.RequestId, Cost = known.Cost, Message = $"{Sentences.Ended(known.Reason ?? "The job failed")} Give --retry-failed to buy it again." };

        var result = new LineResult(line.Number, LineStatus.Failed);
        Reservation? reserved = null;
        try
        {
            FalJob<FalJson> job;
            string id;
            if (Buys(known))
            {
                if (budget is not null)
                    reserved = await endpoint.ReserveAsync(line.Input!, budget, cancellationToken);
                FalCost? estimate = endpoint.EstimateCost(line.Input!) ?? (request.AssumeCost is { } max ? new FalCost(max, Currency) : null);
                (id, job) = await call.SubmitAsync(endpoint, line.Input!, estimate, new FalCallOptions { Validate = request.SkipsValidation ? false : null }, line.Key, cancellationToken);
            }
            else
            {
                (id, job) = (known!.Id, service.Client.Endpoint(known.Endpoint).Resume(known.Handle!));
            }
            result = result with { Job = id, RequestId = job.RequestId };
            FalResult<FalJson> finished = await call.FinishAsync(id, job, request.Timeout, cancellationToken);
            reserved?.Settle(finished.BillableUnits);
            reserved = null;
            result = result with { Cost = finished.Cost };
            return result with { Status = LineStatus.Completed, Files = await call.SaveAsync(id, finished, template, line.Number, cancellationToken) };
        }
        catch (FalBudgetException stopped)
        {
            return result with { Status = LineStatus.TooExpensive, Message = RunErrors.Short(stopped) };
        }
        catch (CliException failed)
        {
            if (failed.ExitCode == ExitCodes.Cancelled)
                cancellationToken.ThrowIfCancellationRequested();
            reserved?.Settle(failed.InnerException ?? failed);
            return result with { Status = StatusOf(failed), Message = failed.Message };
        }
    }

    private static string StatusOf(CliException failed) => failed switch
    {
        { ExitCode: ExitCodes.Unknown } => LineStatus.Unknown,
        { InnerException: { } cause } when Reservation.WasNeverBought(cause) => LineStatus.NotBought,
        _ => LineStatus.Failed,
    };

    /// <summary>Whether a line is sent: it never was, or nothing came of that. What may have been bought is not.</summary>
    private bool Buys(JobRecord? known) => known is null || known.State == JobState.NotBought || (known.State == JobState.Failed && request.RetriesFailed);

    // The last job of a line is the one that counts: those before it were not bought, or failed and were sent again on demand.
    private Dictionary<string, JobRecord> Known(string batch)
    {
        var known = new Dictionary<string, JobRecord>(StringComparer.Ordinal);
        foreach (JobRecord job in _journal.Read().Where(job => job.Batch?.StartsWith(batch + "/", StringComparison.Ordinal) == true && !job.IsEphemeral))
            known[job.Batch!] = job;
        return known;
    }

    private async Task AskAsync(RunEndpoint endpoint, BatchLine[] lines, CancellationToken cancellationToken)
    {
        if (lines.Length == 0)
            return;
        decimal total = 0;
        bool isKnown = true;
        foreach (BatchLine line in lines)
        {
            FalCost? estimate = await RunPrices.EstimateAsync(request, endpoint, line.Input!, cancellationToken);
            total += estimate?.Amount ?? 0;
            isKnown &= estimate is { Currency: Currency };
        }
        _voice.Note($"{Sentences.Count(lines.Length, "line")} to buy{(isKnown ? $", {new FalCost(total, Currency)} in all" : "")}.");
        await new CostLimit(host, reporter).CheckAsync(request with { MaxCost = null }, isKnown ? new FalCost(total, Currency) : null, cancellationToken);
    }

    private async Task<ManyReport> DryAsync(IReadOnlyList<BatchLine> lines, CancellationToken cancellationToken)
    {
        await using var service = RunService.Offline(host);
        var endpoint = new RunEndpoint(service.Client, request.Endpoint.Model, RunPrices.Known(request));
        LineResult[] results =
        [
            .. lines.Select(line => line.Findings.Count > 0
                ? new LineResult(line.Number, LineStatus.Invalid) { Message = Sentences.Ended(string.Join("; ", line.Findings.Take(4))) }
                : new LineResult(line.Number, LineStatus.Pending) { Cost = endpoint.EstimateCost(line.Input!) ?? (request.AssumeCost is { } max ? new FalCost(max, Currency) : null), Message = "not sent" }),
        ];
        cancellationToken.ThrowIfCancellationRequested();
        return new ManyReport(host, request.EndpointId, results, false, null);
    }

    private void Report(LineResult result, int done, int all)
    {
        _voice.Event("line", result.ToJson());
        _voice.Note($"[{done}/{all}] line {result.Number}: {result.Status}{(result.Cost is { } cost ? $", {cost}" : "")}{(result.Files.Count > 0 ? $", {string.Join(", ", result.Files.Select(host.Shown))}" : "")}{(result.Message is { } message ? $". {message}" : "")}");
    }

    private static void Write(string folder, IEnumerable<LineResult> results)
    {
        var batch = new FileBatch();
        batch.Add(Path.Combine(folder, ResultsName), SchemaFolder.Bytes(string.Concat(results.Select(static result => result.ToJson().ToJsonString(RunVoice.OneLine) + "\n"))));
        batch.Commit();
    }
}
