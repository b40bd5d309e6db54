namespace KlingGen;

/// <summary>What <see cref="FalWebhookJobKey"/> found in a webhook's address.</summary>
public sealed record FalWebhookJob
{
    /// <summary>Creates one.</summary>
    /// <param name="clientJobId">Your own id of the job, as given in <see cref="FalCallOptions.ClientJobId"/>.</param>
    /// <param name="endpointId">The endpoint the job was submitted to.</param>
    public FalWebhookJob(string clientJobId, string endpointId) =>
        (ClientJobId, EndpointId) = (clientJobId, endpointId);

    /// <summary>Your own id of the job, as given in <see cref="FalCallOptions.ClientJobId"/>.</summary>
    public string ClientJobId { get; init; }

    /// <summary>The endpoint the job was submitted to.</summary>
    public string EndpointId { get; init; }

    /// <summary>The handle of the job, now that its id is known.</summary>
    /// <param name="requestId">The id in the webhook (<see cref="FalWebhook{T}.RequestId"/>).</param>
    /// <returns>A handle that <see cref="IFalEndpoint{TInput, TOutput}.Resume"/> takes up.</returns>
    /// <exception cref="ArgumentException"><paramref name="requestId"/> cannot be a request id.</exception>
    public FalJobHandle ToHandle(string requestId) => new(EndpointId, requestId);
}
