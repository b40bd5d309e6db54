using System.Diagnostics.CodeAnalysis;

namespace KlingGen;

/// <summary>The calls of an endpoint, for those who want to put a fake in its place. It may gain members in any version.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
public interface IFalEndpoint<TInput, TOutput>
    where TOutput : Serialization.IFalJson<TOutput>
{
    /// <summary>The endpoint's id, such as <c>fal-ai/kling-image/v3/text-to-image</c>.</summary>
    string EndpointId { get; }

    /// <summary>Calls the synchronous endpoint: one HTTP exchange that lasts as long as the model works.</summary>
    /// <param name="input">The input.</param>
    /// <param name="options">What this call does differently.</param>
    /// <param name="cancellationToken">Ends the call; the service stops the work when the connection closes.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent, or the service sent 422.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request left and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    Task<FalResult<TOutput>> RunAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Puts a job into the queue and returns at once. Store <see cref="FalJob{T}.Handle"/> before anything else.</summary>
    /// <param name="input">The input.</param>
    /// <param name="options">What this call does differently.</param>
    /// <param name="cancellationToken">Ends the call. A job that the service has taken by then is described by <see cref="FalCanceledException.Attempt"/>.</param>
    /// <returns>The job.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request left and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    Task<FalJob<TOutput>> SubmitAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Puts a job into the queue, follows it, and fetches its result.</summary>
    /// <param name="input">The input.</param>
    /// <param name="progress">Called with every status, one after the other.</param>
    /// <param name="onEnqueue">Called once with the handle, before waiting starts: the place to store it.</param>
    /// <param name="options">What this call does differently.</param>
    /// <param name="cancellationToken">Ends the waiting, not the job; see <see cref="FalCallOptions.CancelOnAbort"/>.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FalValidationException">The input does not fit; found before the call or by the service.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request left and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error, or the job failed.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalJobUnreachableException">The job was submitted, and then the service could not be reached any more.</exception>
    /// <exception cref="FalTimeoutException">The overall limit passed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    Task<FalResult<TOutput>> SubscribeAsync(
        TInput input,
        Action<FalQueueStatus>? progress = null,
        Action<FalJobHandle>? onEnqueue = null,
        FalCallOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Takes a job up again, in this process or another. No request is made.</summary>
    /// <param name="handle">The job's handle, of this endpoint.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentException">The handle is of another endpoint.</exception>
    [SuppressMessage("Naming", "CA1716", Justification = "The word everyone uses for it; Visual Basic writes [Resume].")]
    FalJob<TOutput> Resume(FalJobHandle handle);
}
