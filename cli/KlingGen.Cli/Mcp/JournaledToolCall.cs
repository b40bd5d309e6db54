using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Running;
using KlingGen.Cli.Running.Inputs;
using KlingGen.CompilerServices;
using KlingGen.Extensions.AI;

namespace KlingGen.Cli.Mcp;

/// <summary>A tool's call that stands in the job journal: the intent before it leaves, the handle before it is waited for, the end when it is seen.</summary>
internal sealed class JournaledToolCall(RunEndpoint endpoint, InputModel model, JobCall jobs, OpenJobs open, string session, Func<FalCost, CancellationToken, ValueTask<bool>> confirm) : ToolCall<ShapedInput, FalJson>(endpoint)
{
    private readonly RunEndpoint _endpoint = endpoint;

    /// <inheritdoc/>
    public override ShapedInput Read(JsonObject arguments, MediaRules media, out IReadOnlyList<string> problems)
    {
        var found = new RefusedMedia(media);
        var input = new ShapedInput(model, arguments, LocalFiles.Of(model, arguments, text => found.Find(text) is { IsLocal: true } file ? file : null));
        IReadOnlyList<InputFinding> shape = ShapeCheck.Run(model, arguments);
        problems = found.In(input) is { Count: > 0 } refused ? refused
            : shape.Count > 0 ? [.. shape.Select(static finding => $"{Place(finding)} {finding.What}")]
            : [.. FalValidator.Validate(input).Select(ToolWords.Of)];
        return input;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> ConfirmAsync(FalCost cost, CancellationToken cancellationToken) => confirm(cost, cancellationToken);

    /// <inheritdoc/>
    public override async Task<FalJob<FalJson>> SubmitAsync(ShapedInput input, FalCost cost, CancellationToken cancellationToken)
    {
        try
        {
            (string id, FalJob<FalJson> job) = await jobs.SubmitAsync(_endpoint, input, cost, new FalCallOptions(), session, cancellationToken);
            open.Add(job.Handle, id);
            return job;
        }
        catch (CliException failed) when (failed.InnerException is FalException or FalCanceledException)
        {
            ExceptionDispatchInfo.Throw(failed.InnerException);
            throw;
        }
    }

    /// <inheritdoc/>
    public override ValueTask EndedAsync(FalJobHandle handle, FalResult<FalJson>? result, Exception? failure) => open.EndAsync(handle, result, failure);

    private static string Place(InputFinding finding) => finding.Steps.Count == 0 ? "The input" : ToolWords.Place(string.Concat(finding.Steps.Select(static step => "/" + (step.Key ?? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
}

/// <summary>The jobs that are not at their end, by their handles: those of this process, and those of earlier ones that the journal knows.</summary>
internal sealed class OpenJobs(JobCall jobs, IEnumerable<JobRecord> known)
{
    private readonly ConcurrentDictionary<FalJobHandle, string> _ids = new(known.Where(static job => job is { Handle: not null, State: JobState.Submitted }).Select(static job => KeyValuePair.Create(job.Handle!, job.Id)));

    public void Add(FalJobHandle handle, string id) => _ids[handle] = id;

    /// <summary>Notes the end of a job, once.</summary>
    public async ValueTask EndAsync(FalJobHandle handle, FalResult<FalJson>? result, Exception? failure)
    {
        if (!_ids.TryRemove(handle, out string? id))
            return;
        if (result is not null)
            await jobs.NoteResultAsync(id, result);
        else if (failure is not null)
            await jobs.NoteEndAsync(id, failure);
    }
}
