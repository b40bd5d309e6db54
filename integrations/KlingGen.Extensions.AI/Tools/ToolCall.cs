using System.Text.Json.Nodes;
using KlingGen.CompilerServices;

namespace KlingGen.Extensions.AI;

/// <summary>How a tool reads its input and submits it. The steps between which something may be written down are here, so that a program with a journal has its own.</summary>
internal abstract class ToolCall<TInput, TOutput>(FalEndpoint<TInput, TOutput> endpoint)
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    public FalEndpoint<TInput, TOutput> Endpoint => endpoint;

    /// <summary>Reads arguments that have the types of the schema.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="media">What may be named as media.</param>
    /// <param name="problems">Rules that they break; empty where they break none.</param>
    public abstract TInput? Read(JsonObject arguments, MediaRules media, out IReadOnlyList<string> problems);

    /// <summary>Whether a call may be made that costs so much; null where nobody needs to be asked.</summary>
    public virtual ValueTask<bool> ConfirmAsync(FalCost cost, CancellationToken cancellationToken) => new(true);

    /// <summary>Submits a job, once.</summary>
    public abstract Task<FalJob<TOutput>> SubmitAsync(TInput input, FalCost cost, CancellationToken cancellationToken);

    /// <summary>Notes the end of a job: its result, or its failure.</summary>
    public virtual ValueTask EndedAsync(FalJobHandle handle, FalResult<TOutput>? result, Exception? failure) => ValueTask.CompletedTask;
}

/// <summary>The call of a generated client.</summary>
internal sealed class GeneratedToolCall<TInput, TOutput>(FalEndpoint<TInput, TOutput> endpoint, FalAIFunctionOptions options) : ToolCall<TInput, TOutput>(endpoint)
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    /// <inheritdoc/>
    public override TInput? Read(JsonObject arguments, MediaRules media, out IReadOnlyList<string> problems)
    {
        var found = new RefusedMedia(media);
        TInput input;
        try
        {
            input = FalJsonText.ReadRequest<TInput>(System.Text.Encoding.UTF8.GetBytes(arguments.ToJsonString()), found.Find);
        }
        catch (System.Text.Json.JsonException unfit)
        {
            problems = [unfit.Message.StartsWith("$.", StringComparison.Ordinal) ? unfit.Message[2..] : unfit.Message];
            return default;
        }

        problems = found.In(input) is { Count: > 0 } refused ? refused : input is IFalValidatable rules ? [.. FalValidator.Validate(rules).Select(ToolWords.Of)] : [];
        return input;
    }

    /// <inheritdoc/>
    public override async Task<FalJob<TOutput>> SubmitAsync(TInput input, FalCost cost, CancellationToken cancellationToken)
    {
        FalJob<TOutput> job = await Endpoint.SubmitAsync(input, options.CallOptions, cancellationToken).ConfigureAwait(false);
        if (options.OnEnqueue is { } onEnqueue)
            await job.EnqueuedAsync(onEnqueue, options.CallOptions ?? FalCallOptions.None).ConfigureAwait(false);
        return job;
    }
}
