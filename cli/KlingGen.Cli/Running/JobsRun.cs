using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running.Output;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Running;

/// <summary>What <c>klinggen jobs</c> does with jobs that were submitted before, by this process or another.</summary>
internal sealed class JobsRun(CliHost host, Reporter reporter, string? data)
{
    private readonly string _folder = DataFolder.Locate(host, data);

    /// <summary>The journal.</summary>
    public JobJournal Journal => field ??= new JobJournal(host, _folder);

    /// <summary>All jobs that were not forgotten.</summary>
    public JobListReport List(string? state)
    {
        IReadOnlyList<JobRecord> jobs = [.. Journal.Read().Where(job => !job.IsForgotten && (state is null || JobWords.Of(job) == state))];
        if (Journal.BrokenLines > 0)
            reporter.Warn($"{Sentences.Count(Journal.BrokenLines, "line")} of the journal cannot be read, most likely cut off by a crash. All other jobs are here.");
        return new JobListReport(host, jobs, Journal.BrokenLines);
    }

    /// <summary>Waits for a job, and saves its files where they are not saved yet.</summary>
    /// <exception cref="CliException">It cannot be waited for, or failed.</exception>
    public async Task<RunReport> WaitAsync(string name, string? outTemplate, bool saves, bool waits, TimeSpan? timeout, bool isJsonl, CancellationToken cancellationToken)
    {
        FileTemplate template = FileTemplate.Parse(host, outTemplate);
        JobRecord record = WithHandle(Journal.Find(name));
        await using RunService service = Open(record);
        var call = new JobCall(host, Journal, service, new RunVoice(host, reporter, isJsonl));
        FalJob<FalJson> job = service.Client.Endpoint(record.Endpoint).Resume(record.Handle!);
        FalResult<FalJson> result = await call.FinishAsync(record.Id, job, waits ? timeout : TimeSpan.FromSeconds(30), cancellationToken);
        var report = new RunReport(host, record.Endpoint, record.Input ?? new System.Text.Json.Nodes.JsonObject(), record.Estimate) { Job = record.Id, Handle = record.Handle, Result = result };
        return saves ? report with { Files = await SaveAsync(call, record, result, template, outTemplate is not null, cancellationToken) } : report;
    }

    /// <summary>Asks the service to stop a job.</summary>
    /// <exception cref="CliException">The service was not reached.</exception>
    public async Task<JobActionReport> CancelAsync(string name, CancellationToken cancellationToken)
    {
        JobRecord record = WithHandle(Journal.Find(name));
        await using RunService service = Open(record);
        FalCancelStatus outcome;
        try
        {
            outcome = await service.Client.Endpoint(record.Endpoint).Resume(record.Handle!).CancelAsync(cancellationToken);
        }
        catch (Exception error) when (RunErrors.IsCall(error))
        {
            throw RunErrors.OfWait(error, record.Id, isEphemeral: false);
        }
        if (outcome == FalCancelStatus.Requested)
            await Journal.AppendAsync(record.Id, JobEvents.Cancel, [], CancellationToken.None);
        return outcome switch
        {
            FalCancelStatus.Requested => new JobActionReport(record.Id, "requested", $"The service was asked to stop {record.Id}. Work that runs may still complete and be billed."),
            FalCancelStatus.AlreadyCompleted => new JobActionReport(record.Id, "already-completed", $"{record.Id} is completed. 'klinggen jobs wait {record.Id}' fetches its result."),
            _ => new JobActionReport(record.Id, "not-found", $"The service no longer knows {record.Id}."),
        };
    }

    /// <summary>Takes a job out of the list. The journal keeps its lines.</summary>
    /// <exception cref="CliException">There is no such job, or it may still cost money.</exception>
    public async Task<JobActionReport> ForgetAsync(string name, bool anyState, CancellationToken cancellationToken)
    {
        JobRecord record = Journal.Find(name);
        if (!anyState && record.State is JobState.Submitted or JobState.Submitting or JobState.Unknown)
            throw CliException.Usage($"Job {record.Id} is {JobWords.Of(record)}: what was paid for it would be lost. Wait for it with 'klinggen jobs wait {record.Id}', or give --yes.");
        await Journal.AppendAsync(record.Id, JobEvents.Forgotten, [], cancellationToken);
        return new JobActionReport(record.Id, "forgotten", $"{record.Id} is forgotten.");
    }

    // Two commands may have waited for the same job. The second finds what the first has saved.
    private async Task<IReadOnlyList<string>> SaveAsync(JobCall call, JobRecord record, FalResult<FalJson> result, FileTemplate template, bool isAsked, CancellationToken cancellationToken)
    {
        using JobLock held = await JobLock.TakeAsync(host, _folder, record.Id, cancellationToken);
        IReadOnlyList<string> saved = Journal.Find(record.Id).Files;
        if (!isAsked && saved.Count > 0 && saved.Count >= FoundFile.In(result.Value).Count && saved.All(File.Exists))
            return saved;
        return await call.SaveAsync(record.Id, result, template, null, cancellationToken);
    }

    private static JobRecord WithHandle(JobRecord record) => record switch
    {
        { Handle: not null } => record,
        { State: JobState.NotBought } => throw CliException.Usage($"Job {record.Id} was not bought: {record.Reason ?? "the service refused it."} Run it again."),
        { State: JobState.Submitting } => throw CliException.Usage($"Job {record.Id} is just being submitted by another klinggen. Try again in a moment."),
        _ => throw new CliException(ExitCodes.Unknown, $"It is not known whether job {record.Id} was bought: no answer came, so there is no handle to go on with. See 'klinggen jobs show {record.Id}'."),
    };

    private RunService Open(JobRecord record)
    {
        if (record.IsEphemeral && record.State != JobState.Submitting)
            throw CliException.Usage($"Job {record.Id} was one of an emulator that lived as long as its command. Run it again.");
        if (record.Service is null)
            return RunService.Open(host, null, looksUpPrices: true);
        _ = ServiceOptions.Resolve(host, record.Service);
        return RunService.Open(host, new Uri(record.Service), looksUpPrices: true);
    }
}
