using System.Diagnostics.CodeAnalysis;

namespace KlingGen;

/// <summary>The calls of an endpoint, for those who want to put a fake in its place. It may gain members in any version.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
public interface IFalEndpoint<TInput, TOutput>
    where TOutput : CompilerServices.IFalJson<TOutput>
{
    /// <summary>The endpoint's id, such as <c>fal-ai/kling-image/v3/text-to-image</c>.</summary>
    string EndpointId { get; }

    /// <summary>Calls the synchronous endpoint: one HTTP exchange that lasts as long as the model works.</summary>
    /// <param name="input">The input.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="cancellationToken">Cancels the call; the service stops the work when the connection closes.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request was sent, and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error; <see cref="FalApiValidationException"/> when it refused the input.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    Task<FalResult<TOutput>> RunAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Submits a job to the queue and returns at once. Store <see cref="FalJob{T}.Handle"/> before anything else.</summary>
    /// <param name="input">The input.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="cancellationToken">Cancels the call. A job that the service has taken by then is described by <see cref="FalCanceledException.Attempt"/>.</param>
    /// <returns>The job.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request was sent, and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error; <see cref="FalApiValidationException"/> when it refused the input.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    Task<FalJob<TOutput>> SubmitAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Submits a job to the queue, follows it, and fetches its result.</summary>
    /// <param name="input">The input.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="progress">Gets every status, one after the other; see <see cref="FalProgress{T}"/>.</param>
    /// <param name="onEnqueue">Called once with the handle, and awaited, before waiting starts: the place to store it. When it fails, the job stays.</param>
    /// <param name="cancellationToken">Cancels the wait, not the job; see <see cref="FalCallOptions.CancelOnAbort"/>.</param>
    /// <returns>The result.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request was sent, and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error; <see cref="FalApiValidationException"/> when it refused the input, or the job failed.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalEnqueueCallbackException"><paramref name="onEnqueue"/> failed. The job goes on.</exception>
    /// <exception cref="FalJobUnreachableException">The job was submitted, and then the service could no longer be reached.</exception>
    /// <exception cref="FalTimeoutException">The overall limit passed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    Task<FalResult<TOutput>> SubscribeAsync(
        TInput input,
        FalCallOptions? options = null,
        IProgress<FalQueueStatus>? progress = null,
        Func<FalJobHandle, CancellationToken, ValueTask>? onEnqueue = null,
        CancellationToken cancellationToken = default);

    /// <summary>Continues a job, in this process or another. No request is made.</summary>
    /// <param name="handle">The job's handle, of this endpoint.</param>
    /// <returns>The job.</returns>
    /// <exception cref="ArgumentException">The handle is of another endpoint.</exception>
    [SuppressMessage("Naming", "CA1716", Justification = "The word everyone uses for it; Visual Basic writes [Resume].")]
    FalJob<TOutput> Resume(FalJobHandle handle);

    /// <summary>
    /// Calls the streaming endpoint: partial outputs as the model makes them, the whole output last. It does not go through the queue;
    /// leaving the loop closes the connection, and the service stops the work.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="options">The options of this call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request was sent, and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error; <see cref="FalApiValidationException"/> when it refused the input, in place of the stream or inside it.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalStreamInterruptedException">The stream broke off. It may be billed.</exception>
    /// <exception cref="FalTimeoutException">Nothing came for <see cref="FalClientOptions.StreamIdleTimeout"/>, or the overall limit passed. A stream that had begun may be billed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    IAsyncEnumerable<TOutput> StreamAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Submits many inputs and fetches their results, several at a time. Outcomes come as jobs finish, whatever the source of the inputs does; one failure does not end the rest.</summary>
    /// <param name="inputs">
    /// The inputs; taken one by one as places become free, on threads of the thread pool, one step at a time. The source may block, or never end. When it throws, no
    /// further input is taken, the outcomes of what is under way still come, and then its exception. It is disposed when it has ended, or when nobody wants more of it.
    /// </param>
    /// <param name="options">How many at a time, a budget, and the options of each call.</param>
    /// <param name="cancellationToken">
    /// Ends the whole: no further input is taken, the outcomes of what was under way still come, with their handles, and then <see cref="FalCanceledException"/>.
    /// Leaving the loop ends the waiting at once. The source's own token is cancelled either way; one that does not end within a second is left behind, and disposed when it does.
    /// </param>
    /// <returns>One outcome for every input that was taken.</returns>
    /// <exception cref="ArgumentException">An option is not valid; no input was taken.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    IAsyncEnumerable<FalOutcome<TInput, TOutput>> RunManyAsync(IEnumerable<TInput> inputs, FalRunManyOptions? options = null, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="RunManyAsync(IEnumerable{TInput}, FalRunManyOptions?, CancellationToken)"/>
    IAsyncEnumerable<FalOutcome<TInput, TOutput>> RunManyAsync(IAsyncEnumerable<TInput> inputs, FalRunManyOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The price of a unit that was compiled in, from <c>klinggen.lock.json</c> beside the schema file; <see langword="null"/> where that names none.
    /// Prices change: <see cref="GetPriceAsync"/> asks for today's.
    /// </summary>
    FalPrice? ListPrice { get; }

    /// <summary>Asks the platform API for the price of a unit. The answer is kept for a day.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The price; <see cref="ListPrice"/> where the platform names none.</returns>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    ValueTask<FalPrice?> GetPriceAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What a call with this input will cost, where that follows from the input: endpoints that are paid by the image and whose input says how many.
    /// No request is made; the price is the last one that <see cref="GetPriceAsync"/> or a result has brought, else <see cref="ListPrice"/>.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <returns>Units times price, before discounts; <see langword="null"/> where it is not known. It is never guessed.</returns>
    FalCost? EstimateCost(TInput input);

    /// <summary>Reads a webhook of a job of this endpoint. A webhook does not say which endpoint it is about: give each its own address, or use <see cref="FalWebhookJobKey"/>.</summary>
    /// <param name="webhook">The webhook, from <see cref="FalWebhookVerifier"/>.</param>
    /// <returns>What it says. A job that failed is no exception here; see <see cref="FalWebhook{T}.Failure"/>.</returns>
    /// <exception cref="FalWebhookFormatException">The body is not a webhook of the service.</exception>
    FalWebhook<TOutput> ParseWebhook(FalVerifiedWebhook webhook);
}
