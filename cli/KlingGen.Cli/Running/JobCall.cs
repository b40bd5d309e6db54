using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Running.Output;

namespace KlingGen.Cli.Running;

/// <summary>
/// The life of one job, each step of it in the journal before the next begins: the intent before anything leaves, the handle as soon as it is there, the end,
/// the files.
/// </summary>
internal sealed class JobCall(CliHost host, JobJournal journal, RunService service, RunVoice voice)
{
    private const string IdLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const int MaxPauses = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Submits a job, once.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="input">The request, checked.</param>
    /// <param name="estimate">What it may cost.</param>
    /// <param name="options">How it is submitted.</param>
    /// <param name="batch">The line of a batch that it is of; null for a single one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It was not bought, or that is not known.</exception>
    public async Task<(string Id, FalJob<FalJson> Job)> SubmitAsync(RunEndpoint endpoint, ShapedInput input, FalCost? estimate, FalCallOptions options, string? batch, CancellationToken cancellationToken)
    {
        string id = "k" + RandomNumberGenerator.GetString(IdLetters, IdLength);
        (int process, long start) = Processes.Own();
        await journal.AppendAsync(id, JobEvents.Intent, new JsonObject
        {
            ["endpoint"] = endpoint.EndpointId,
            ["service"] = service.Address?.AbsoluteUri,
            ["ephemeral"] = service.IsEphemeral ? true : null,
            ["input"] = JobText.Shortened(input.Root),
            ["estimate"] = JobRecord.CostOf(estimate),
            ["batch"] = batch,
            ["process"] = process,
            ["processStart"] = start,
        }, cancellationToken);

        FalJob<FalJson> job;
        try
        {
            job = await endpoint.SubmitAsync(input, options, cancellationToken);
        }
        catch (Exception error) when (RunErrors.IsCall(error))
        {
            await NoteFailureAsync(id, error);
            throw RunErrors.OfSubmit(error, id);
        }
        await NoteHandleAsync(id, job.Handle);
        voice.Note($"Submitted as {id} (request {job.RequestId}).");
        voice.Event("submitted", new JsonObject { ["job"] = id, ["requestId"] = job.RequestId, ["handle"] = JsonNode.Parse(job.Handle.ToJson()) });
        return (id, job);
    }

    /// <summary>Waits for a job and fetches its result.</summary>
    /// <exception cref="CliException">The job failed, or was not waited for to its end.</exception>
    public async Task<FalResult<FalJson>> FinishAsync(string id, FalJob<FalJson> job, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        FalQueueStatus? last = null;
        try
        {
            last = await job.WaitAsync(
                new FalCallOptions { Timeout = timeout, Logs = true }, new FalProgress<FalQueueStatus>(status => voice.Status(id, status)), cancellationToken);
            FalResult<FalJson> result = (await GetResultAsync(job, cancellationToken)) with { InferenceTime = last.InferenceTime };
            await NoteResultAsync(id, result);
            return result;
        }
        catch (FalApiException failed) when (IsEnd(last, failed))
        {
            await NoteEndAsync(id, failed);
            throw RunErrors.OfJob(failed, id);
        }
        catch (Exception error) when (RunErrors.IsCall(error))
        {
            throw RunErrors.OfWait(error, id, service.IsEphemeral);
        }
    }

    /// <summary>Notes that a job has its result.</summary>
    public Task NoteResultAsync(string id, FalResult<FalJson> result) => journal.AppendAsync(id, JobEvents.Completed, new JsonObject
    {
        ["cost"] = JobRecord.CostOf(result.Cost),
        ["units"] = result.BillableUnits,
        ["fileCount"] = FoundFile.In(result.Value).Count,
        ["addresses"] = new JsonArray([.. FoundFile.In(result.Value).Where(static file => !file.Url.StartsWith("data:", StringComparison.OrdinalIgnoreCase)).Select(static file => JsonValue.Create(file.Url))]),
    }, CancellationToken.None);

    /// <summary>Notes that a job has ended without a result.</summary>
    public Task NoteEndAsync(string id, Exception failure) => journal.AppendAsync(id, JobEvents.Failed, new JsonObject { ["reason"] = RunErrors.Short(failure) }, CancellationToken.None);

    /// <summary>Saves the files of a result.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="CliException">One could not be had or written; those before it are there.</exception>
    public async Task<IReadOnlyList<string>> SaveAsync(string id, FalResult<FalJson> result, FileTemplate template, int? line, CancellationToken cancellationToken)
    {
        var saved = new List<string>();
        try
        {
            int index = 0;
            foreach (FoundFile file in FoundFile.In(result.Value))
            {
                var facts = new FileFacts { Endpoint = result.EndpointId, RequestId = result.RequestId ?? id, Job = id, Index = ++index, Line = line, Date = host.Time.GetLocalNow(), File = file };
                string name = template.NameOf(facts);
                saved.Add(Former(template.Folder, name, facts) ?? await file.SaveAsync(template.Folder, service.Client, name, null, cancellationToken));
                voice.Event("file", new JsonObject { ["job"] = id, ["path"] = saved[^1], ["contentType"] = file.ContentType });
            }
        }
        catch (Exception error) when (RunErrors.IsCall(error) || error is IOException or UnauthorizedAccessException)
        {
            throw RunErrors.OfFile(error, id);
        }
        finally
        {
            if (saved.Count > 0)
                await journal.AppendAsync(id, JobEvents.Saved, new JsonObject { ["files"] = new JsonArray([.. saved.Select(static path => JsonValue.Create(path))]) }, CancellationToken.None);
        }
        return saved;
    }

    // A crash may have come between the file and its line in the journal. A name with the request's id in it and the right size is that file.
    private static string? Former(string folder, string name, FileFacts facts)
    {
        string path = Path.Combine(folder, name);
        return facts.File.FileSize is { } size && (name.Contains(facts.RequestId, StringComparison.Ordinal) || name.Contains(facts.Job, StringComparison.Ordinal)) && new FileInfo(path) is { Exists: true } file && file.Length == size ? path : null;
    }

    // The status can be ahead of the result by a moment.
    private async Task<FalResult<FalJson>> GetResultAsync(FalJob<FalJson> job, CancellationToken cancellationToken)
    {
        for (int pauses = 0; ; pauses++)
        {
            try
            {
                return await job.GetResultAsync(cancellationToken);
            }
            catch (FalApiException early) when (pauses < MaxPauses && early.StatusCode == System.Net.HttpStatusCode.BadRequest && early.Body?.Contains("still in progress", StringComparison.OrdinalIgnoreCase) == true)
            {
                await Task.Delay(s_pause, host.Time, cancellationToken);
            }
        }
    }

    /// <summary>Whether the error is the job's own end: its status says so, or its input does not fit. A gateway's failure is not.</summary>
    private static bool IsEnd(FalQueueStatus? last, FalApiException error) =>
        last is { Error: not null } or { ErrorType: not null } || (last is not null && error is FalApiValidationException);

    private async Task NoteFailureAsync(string id, Exception error)
    {
        bool isNotBought = Reservation.WasNeverBought(error);
        FalSubmitAttempt? attempt = (error as FalSubmitUnknownException)?.Attempt ?? (error as FalCanceledException)?.Attempt;
        await journal.AppendAsync(id, isNotBought ? JobEvents.NotBought : JobEvents.Unknown, new JsonObject
        {
            ["reason"] = RunErrors.Short(error),
            ["requestId"] = attempt?.RequestId,
            ["bodySha256"] = attempt?.BodySha256,
            ["sentAt"] = attempt?.StartedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        }, CancellationToken.None);
    }

    // The job is bought. Whatever happens to the journal now, its handle must not be lost, and the result is still wanted.
    private async Task NoteHandleAsync(string id, FalJobHandle handle)
    {
        try
        {
            await journal.AppendAsync(id, JobEvents.Handle, new JsonObject { ["handle"] = JsonNode.Parse(handle.ToJson()) }, CancellationToken.None);
        }
        catch (CliException unwritable)
        {
            voice.Complain($"{unwritable.Message} The job was bought; keep its handle: {handle.ToJson()}");
        }
    }
}
