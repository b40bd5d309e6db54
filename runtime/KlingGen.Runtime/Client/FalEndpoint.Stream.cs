using System.Runtime.CompilerServices;

namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<TOutput> StreamAsync(
        TInput input, FalCallOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallDeadline deadline = _client.NewDeadline(options, cancellationToken);
        CallTerms terms = CallTerms.Of(options, FalOperation.Stream, EndpointId);
        ReadOnlyMemory<byte> body = await InputPreparer.PrepareAsync(_client, EndpointId, input, options, deadline).ConfigureAwait(false);
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
        using ApiReply reply = await StreamFailures.OpenAsync(_client.Transport, request, deadline).ConfigureAwait(false);

        var events = new EventStream(reply, _client.Transport.Time, _client.Options.StreamIdleTimeout, _client.Options.MaxResponseBytes, deadline.Token);
        await using (events.ConfigureAwait(false))
        {
            for (int count = 0; ; count++)
            {
                byte[]? data = await StreamFailures.NextAsync(_client, events, request, reply, deadline, started, count).ConfigureAwait(false);
                if (data is null)
                    yield break;
                yield return StreamFailures.Parse<TOutput>(_client.Transport, request, reply, data);
            }
        }
    }

    private static bool EndsWithStream(string id) => id.EndsWith("/stream", StringComparison.Ordinal);
}
