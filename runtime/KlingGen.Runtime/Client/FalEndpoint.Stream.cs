using System.Runtime.CompilerServices;

namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <summary>
    /// Calls the streaming endpoint: partial outputs as the model makes them, the whole output last. It does not go through the queue;
    /// leaving the loop closes the connection, and the service stops the work.
    /// </summary>
    /// <param name="input">The input.</param>
    /// <param name="options">What this call does differently.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The outputs.</returns>
    /// <exception cref="FalValidationException">The input does not fit; nothing was sent, or the service sent 422.</exception>
    /// <exception cref="FalUploadException">Local content of the input could not be uploaded; nothing was submitted.</exception>
    /// <exception cref="FalSubmitUnknownException">The request left and no answer came. It is not repeated.</exception>
    /// <exception cref="FalApiException">The service answered with an error, in place of the stream or inside it.</exception>
    /// <exception cref="FalConnectionException">The service was not reached; nothing was bought.</exception>
    /// <exception cref="FalStreamInterruptedException">The stream broke off. It may be billed.</exception>
    /// <exception cref="FalTimeoutException">Nothing came for <see cref="FalClientOptions.StreamIdleTimeout"/>, or the overall limit passed. A stream that had begun may be billed.</exception>
    /// <exception cref="FalCanceledException">The caller cancelled.</exception>
    public async IAsyncEnumerable<TOutput> StreamAsync(
        TInput input, FalCallOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallScope scope = _client.NewScope(options, cancellationToken);
        CallTerms terms = CallTerms.Of(options, FalOperation.Stream, EndpointId);
        ReadOnlyMemory<byte> body = await InputPreparer.PrepareAsync(_client, EndpointId, input, options, scope).ConfigureAwait(false);
        var request = new ApiRequest
        {
            Operation = FalOperation.Stream,
            Address = new Uri(_client.Options.RunBaseAddress, EndsWithStream(_path.Full) ? _path.Full : _path.Full + "/stream"),
            EndpointId = EndpointId,
            Body = body,
            Options = options,
            Headers = terms.Headers,
            Members = _members,
        };
        DateTimeOffset started = _client.Transport.Time.GetUtcNow();
        using ApiReply reply = await StreamFailures.OpenAsync(_client.Transport, request, scope).ConfigureAwait(false);

        var events = new EventStream(reply, _client.Transport.Time, _client.Options.StreamIdleTimeout, _client.Options.MaxResponseBytes, scope.Token);
        await using (events.ConfigureAwait(false))
        {
            for (int count = 0; ; count++)
            {
                byte[]? data = await StreamFailures.NextAsync(_client, events, request, reply, scope, started, count).ConfigureAwait(false);
                if (data is null)
                    yield break;
                yield return StreamFailures.Parse<TOutput>(_client.Transport, request, reply, data);
            }
        }
    }

    private static bool EndsWithStream(string id) => id.EndsWith("/stream", StringComparison.Ordinal);
}
