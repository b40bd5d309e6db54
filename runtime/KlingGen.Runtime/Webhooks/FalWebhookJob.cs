namespace KlingGen;

/// <summary>What <see cref="FalWebhookJobKey"/> found in a webhook's address.</summary>
/// <param name="OwnJobId">Your own id of the job, as given in <see cref="FalCallOptions.OwnJobId"/>.</param>
/// <param name="EndpointId">The endpoint the job was submitted to.</param>
public sealed record FalWebhookJob(string OwnJobId, string EndpointId)
{
    /// <summary>The handle of the job, now that its id is known.</summary>
    /// <param name="requestId">The id in the webhook (<see cref="FalWebhook{T}.RequestId"/>).</param>
    /// <returns>A handle that <see cref="IFalEndpoint{TInput, TOutput}.Resume"/> takes up.</returns>
    /// <exception cref="ArgumentException"><paramref name="requestId"/> cannot be a request id.</exception>
    public FalJobHandle ToHandle(string requestId) => new(EndpointId, requestId);
}
