using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>One endpoint of the service, with the types of its input and output. Thread-safe and cheap; the generated clients derive from it.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
public partial class FalEndpoint<TInput, TOutput> : IFalEndpoint<TInput, TOutput>
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    private readonly FalClient _client;
    private readonly EndpointPath _path;
    private Uri? _submit;
    private readonly MemberNames _members = MemberNames.Of<TInput>();

    /// <summary>Creates the client of an endpoint. No request is made.</summary>
    /// <param name="client">The client that makes the calls.</param>
    /// <param name="endpointId">The id: owner and alias, with a sub-path where the endpoint has one.</param>
    /// <param name="listPrice">What a unit costs, as far as was known when the program was built.</param>
    /// <exception cref="ArgumentException"><paramref name="endpointId"/> is not an endpoint id.</exception>
    public FalEndpoint(FalClient client, string endpointId, FalPrice? listPrice = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _path = EndpointPath.Parse(endpointId);
        ListPrice = listPrice;
        if (listPrice is not null)
            client.Prices.List(EndpointId, listPrice);
    }

    /// <inheritdoc/>
    public string EndpointId => _path.Full;

    internal FalClient Client => _client;

    internal TimeProvider Time => _client.Options.TimeProvider;

    /// <inheritdoc/>
    public async Task<FalJob<TOutput>> SubmitAsync(TInput input, FalCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallDeadline deadline = _client.NewDeadline(options, cancellationToken);
        return await SubmitAsync(input, options, deadline).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<FalResult<TOutput>> SubscribeAsync(
        TInput input,
        FalCallOptions? options = null,
        IProgress<FalQueueStatus>? progress = null,
        Func<FalJobHandle, CancellationToken, ValueTask>? onEnqueue = null,
        CancellationToken cancellationToken = default)
    {
        options ??= FalCallOptions.None;
        using CallDeadline deadline = _client.NewDeadline(options, cancellationToken);
        FalJob<TOutput> job = await SubmitAsync(input, options, deadline).ConfigureAwait(false);
        if (onEnqueue is not null)
            await job.EnqueuedAsync(onEnqueue, options, deadline).ConfigureAwait(false);
        try
        {
            return await job.FinishAsync(progress, options, deadline).ConfigureAwait(false);
        }
        catch (FalConnectionException lost)
        {
            // The request that failed bought nothing; the call as a whole has.
            throw new FalJobUnreachableException($"Job {job.RequestId} ({EndpointId}) was submitted, and then the service could not be reached. {lost.Message}", lost)
            {
                Address = lost.Address,
                Attempts = lost.Attempts,
                EndpointId = EndpointId,
                RequestId = job.RequestId,
                Handle = job.Handle,
            };
        }
    }

    /// <inheritdoc/>
    public FalJob<TOutput> Resume(FalJobHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        return string.Equals(handle.EndpointId, EndpointId, StringComparison.Ordinal)
            ? new FalJob<TOutput>(_client, handle, _members)
            : throw new ArgumentException($"The handle belongs to {handle.EndpointId}, but this endpoint is {EndpointId}.", nameof(handle));
    }

    private async Task<FalJob<TOutput>> SubmitAsync(TInput input, FalCallOptions options, CallDeadline deadline)
    {
        CallTerms terms = CallTerms.Of(options, FalOperation.Submit, EndpointId);
        ReadOnlyMemory<byte> body = await InputPreparer.PrepareAsync(_client, EndpointId, input, options, deadline).ConfigureAwait(false);
        var request = new ApiRequest
        {
            Operation = FalOperation.Submit,
            Address = terms.SubmitQuery.Length == 0 ? _submit ??= QueueAddresses.Submit(_client.Options, _path, string.Empty) : QueueAddresses.Submit(_client.Options, _path, terms.SubmitQuery),
            EndpointId = EndpointId,
            Body = body,
            Options = options,
            Headers = terms.Headers,
            Members = _members,
        };
        JobAddresses job = await SubmitCall.SendAsync(_client.Transport, request, deadline).ConfigureAwait(false);
        return new FalJob<TOutput>(_client, job, _members);
    }
}
