using System.Diagnostics.CodeAnalysis;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>What a webhook says about a job, with the output in the endpoint's own type.</summary>
/// <typeparam name="T">The type of the output.</typeparam>
public sealed class FalWebhook<T>
    where T : IFalJson<T>
{
    internal FalWebhook(FalJob<T> job, WebhookEnvelope envelope, FalVerifiedWebhook source)
    {
        Job = job;
        GatewayRequestId = envelope.GatewayRequestId;
        Status = envelope.Status;
        Error = envelope.Error;
        PayloadError = envelope.PayloadError;
        Source = source;
    }

    /// <summary>The id of the job, as submit gave it. Handle each id once, see <see cref="FalWebhookInbox"/>.</summary>
    public string RequestId => Job.RequestId;

    /// <summary>The id of the last attempt, another one when the service had to try again; <see langword="null"/> when it is not said.</summary>
    public string? GatewayRequestId { get; }

    /// <summary>How the job ended.</summary>
    public FalWebhookStatus Status { get; }

    /// <summary>The output; <see langword="null"/> when the job failed, and when the webhook came without it (see <see cref="PayloadError"/>).</summary>
    public T? Payload { get; internal init; }

    /// <summary>The text of <see cref="Payload"/>, for the result made of it.</summary>
    internal ReadOnlyMemory<byte> RawPayload { get; init; }

    /// <summary>Whether <see cref="Payload"/> is there.</summary>
    [MemberNotNullWhen(true, nameof(Payload))]
    public bool HasPayload { get; internal init; }

    /// <summary>
    /// What <see cref="FalJob{T}.GetResultAsync(CancellationToken)"/> would throw for the job: <see cref="FalApiValidationException"/> where the service refused the input,
    /// <see cref="FalApiException"/> otherwise, which is a <see cref="FalResultFormatException"/> with the whole payload where that does not fit <typeparamref name="T"/>.
    /// <see langword="null"/> unless the job failed or its payload cannot be read.
    /// </summary>
    public FalApiException? Failure { get; internal init; }

    /// <summary>The errors in the input that the service found; empty unless <see cref="Failure"/> is a <see cref="FalApiValidationException"/>.</summary>
    public IReadOnlyList<FalValidationError> ErrorDetails => Failure?.ValidationErrors ?? [];

    /// <summary>The service's short text about a failure, such as <c>Invalid status code: 422</c>; <see langword="null"/> when there was none.</summary>
    public string? Error { get; }

    /// <summary>Why there is no payload although the job ended; <see langword="null"/> when there was no such reason. It may come with either status.</summary>
    public string? PayloadError { get; }

    /// <summary>The job: its handle, its status, its result.</summary>
    public FalJob<T> Job { get; }

    /// <summary>The webhook as it came, members this library does not know included.</summary>
    public FalVerifiedWebhook Source { get; }

    /// <summary>The result of the job: the payload where there is one, else the answer to the result call.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result. Billable units, logs and inference time are known only to the result call.</returns>
    /// <exception cref="FalApiValidationException">The job failed because its input does not fit.</exception>
    /// <exception cref="FalApiException">The job failed, or its result is no longer kept.</exception>
    /// <exception cref="FalConnectionException">The service was not reached.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public Task<FalResult<T>> GetResultAsync(CancellationToken cancellationToken = default)
    {
        if (Failure is not null)
            return Task.FromException<FalResult<T>>(Failure);
        return HasPayload
            ? Task.FromResult(new FalResult<T> { Value = Payload, Reply = new RawReply(RawPayload), RequestId = RequestId, EndpointId = Job.EndpointId, Handle = Job.Handle })
            : Job.GetResultAsync(cancellationToken);
    }

    /// <summary>Endpoint, request id and status.</summary>
    /// <returns>A line for logs; nothing of the payload.</returns>
    public override string ToString() => $"{Job.Handle} {Status}";
}
