using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Queue;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Calls;

/// <summary>The queue's five calls.</summary>
internal sealed class QueueCalls(EmulatorServices services)
{
    public async Task<Reply> SubmitAsync(FalCall call)
    {
        EndpointName name = call.Endpoint!.Value;
        if (int.TryParse(call.Query("fal_max_queue_length"), CultureInfo.InvariantCulture, out int longest) && services.Queue.Length > longest)
            return Errors.TooManyRequests();

        if (services.Runs.Begin(name, call, isQueued: true, out Reply? refusal) is not { } run)
            return refusal!;

        JobSnapshot submitted = services.Queue.Submit(name, run);
        // Not before the job can be found by it: who reads the id in the journal may ask for the job at once.
        call.Entry!.RequestId = submitted.Job.RequestId;
        await services.Webhooks.HoldAnswerAsync(submitted.Job, call.Aborted).ConfigureAwait(false);
        return Reply.Json(200, submitted.ToJson(services.Options, call.Addresses)).With("x-fal-request-id", submitted.Job.RequestId);
    }

    public Reply Status(FalCall call)
    {
        if (!TryFind(call, out Job? job))
            return Errors.UnknownRequest();

        JobSnapshot now = services.Queue.Look(job, WantsLogs(call) ? 0 : null, out _);
        return Reply.Json(now.HttpStatus, now.ToJson(services.Options, call.Addresses)).With("x-fal-request-id", job.RequestId);
    }

    public Reply StatusStream(FalCall call) => TryFind(call, out Job? job)
        ? Reply.Events(StatusEvents.Follow(services, call.Addresses, job, WantsLogs(call), call.Aborted)).With("x-fal-request-id", job.RequestId)
        : Errors.UnknownRequest();

    public Reply Result(FalCall call)
    {
        if (!TryFind(call, out Job? job))
            return Errors.UnknownRequest();

        JobSnapshot now = services.Queue.Look(job, logsFrom: null, out _);
        return now.State == JobState.Completed ? job.Run.ToReply(call.Addresses) : Errors.StillInProgress();
    }

    public Reply Cancel(FalCall call)
    {
        if (!TryFind(call, out Job? job))
            return Errors.UnknownRequest();

        if (services.Queue.Cancel(job) == CancelAnswer.AlreadyCompleted)
            return Reply.Json(400, new JsonObject { ["status"] = "ALREADY_COMPLETED" });

        return services.Options.CancelStyle switch
        {
            FalCancelStyle.Ok => Reply.Json(200, new JsonObject { ["status"] = "OK" }),
            FalCancelStyle.Success => Reply.Json(200, new JsonObject { ["success"] = true }),
            _ => Reply.Json(202, new JsonObject { ["status"] = "CANCELLATION_REQUESTED" }),
        };
    }

    private bool TryFind(FalCall call, [NotNullWhen(true)] out Job? job) =>
        services.Queue.TryFind(call.RequestId, out job) && IsAddressOf(job, call) && !IsForgotten(job);

    /// <summary>A request is found under its application, whatever path follows that; where tokens are handed out, by its token alone.</summary>
    private bool IsAddressOf(Job job, FalCall call) => services.Options.AddressStyle == FalAddressStyle.Token
        ? call.IsByToken
        : job.Endpoint.Application == call.Endpoint?.Application;

    /// <summary>Large results live shorter; their size is looked at only when their time is over, since making them takes a while.</summary>
    private bool IsForgotten(Job job) =>
        services.Queue.Look(job, logsFrom: null, out _).State == JobState.Completed
        && services.Clock.GetUtcNow() - job.CompletedAt >= services.Options.LargeResultRetention
        && job.Run.Failure is null && job.Run.Output.Json.Length >= services.Options.LargeResult;

    private static bool WantsLogs(FalCall call) => call.Query("logs") is { } logs && logs is "1" or "true" or "True" or "yes";
}
