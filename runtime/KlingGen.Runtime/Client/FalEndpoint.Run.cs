using System.Diagnostics;

namespace KlingGen;

public partial class FalEndpoint<TInput, TOutput>
{
    /// <inheritdoc/>
    public async Task<FalResult<TOutput>> RunAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallDeadline deadline = _client.NewDeadline(options, cancellationToken);
        CallTerms terms = CallTerms.Of(options, FalOperation.Run, EndpointId);
        ReadOnlyMemory<byte> body = await InputPreparer.PrepareAsync(_client, EndpointId, input, options, deadline).ConfigureAwait(false);
        var request = new ApiRequest
        {
            Operation = FalOperation.Run,
            Address = new Uri(_client.Options.RunBaseAddress, _path.Full),
            EndpointId = EndpointId,
            Body = body,
            Options = options,
            Headers = terms.Headers,
            Members = _members,
        };
        using Activity? span = Telemetry.Start("run", EndpointId, null);
        try
        {
            using ApiReply reply = await _client.Transport.SendAsync(request, deadline).ConfigureAwait(false);
            FalResult<TOutput> result = await ResultReader.ReadAsync<TOutput>(_client, request, reply, deadline).ConfigureAwait(false);
            Telemetry.SetRequest(span, result.RequestId);
            Telemetry.Succeeded(FalOperation.Run, EndpointId);
            return result;
        }
        catch (Exception error) when (Telemetry.Failed(span, FalOperation.Run, EndpointId, error))
        {
            throw;
        }
    }
}
