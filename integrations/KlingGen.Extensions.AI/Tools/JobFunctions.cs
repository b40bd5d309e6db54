using System.Text.Json;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>Looks at a job that a tool has begun, or fetches its result. Neither costs anything.</summary>
internal sealed class JobFunctions(FalClient client, FalBudget? budget, bool fetches, Func<FalJobHandle, FalResult<FalJson>?, Exception?, ValueTask>? onEnd = null) : AIFunction
{
    public const string CheckName = "check_job";
    public const string ResultName = "job_result";

    private static readonly JsonElement s_schema = JsonDocument.Parse("""{"type":"object","properties":{"job":{"type":"string","description":"The job, as a tool has named it."}},"required":["job"]}""").RootElement;

    public override string Name => fetches ? ResultName : CheckName;

    public override string Description => fetches
        ? "Fetches the result of a job that a tool has begun and not waited for. It costs nothing and may be called again."
        : "Says how far a job is that a tool has begun. It costs nothing.";

    public override JsonElement JsonSchema => s_schema;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ToolJobs jobs = ToolJobs.Of(client);
        System.Text.Json.Nodes.JsonObject given = ArgumentReader.Read(s_schema, arguments, MediaRules.Of(client, null), out IReadOnlyList<string> problems);
        if (problems.Count > 0)
            return ToolAnswers.Refused(budget, problems, "Give the job as a tool has named it.");
        if (!jobs.TryFind(given["job"]?.GetValue<string>(), out FalJobHandle? handle))
            return ToolAnswers.Refused(budget, ["job is not the name of a job"], "Give the job as a tool has named it: the endpoint, #, and the request id.");
        FalJob<FalJson> job = client.Endpoint(handle.EndpointId).Resume(handle);
        bool isOver = false;
        try
        {
            FalQueueStatus status = await job.GetStatusAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (status.State != FalQueueState.Completed)
                return ToolAnswers.Pending(handle, budget, status.ToString());
            if (!fetches)
                return ToolAnswers.Ready(handle, budget);
            isOver = true;
            FalResult<FalJson> result = await job.GetResultAsync(cancellationToken).ConfigureAwait(false);
            jobs.Settle(handle, result.BillableUnits);
            if (onEnd is not null)
                await onEnd(handle, result, null).ConfigureAwait(false);
            return ToolAnswers.Completed(handle, result.Cost, budget, result.Value);
        }
        catch (FalApiException failed) when (isOver && !failed.IsRetryable)
        {
            jobs.Settle(handle, failed);
            if (onEnd is not null)
                await onEnd(handle, null, failed).ConfigureAwait(false);
            return ToolAnswers.Failed(handle, budget, failed.Message, "The job has no result. Change the arguments of the tool, or report it to the user.");
        }
        catch (FalException failed)
        {
            return ToolAnswers.Failed(handle, budget, failed.Message, "Try this again later, a few times at most.");
        }
    }
}
