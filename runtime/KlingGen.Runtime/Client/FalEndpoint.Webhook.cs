namespace KlingGen;

/// <content>Webhooks of this endpoint's jobs.</content>
public partial class FalEndpoint<TInput, TOutput>
{
    /// <summary>Reads a webhook of a job of this endpoint. A webhook does not say which endpoint it is about: give each its own address, or use <see cref="FalWebhookJobKey"/>.</summary>
    /// <param name="webhook">The webhook, from <see cref="FalWebhookVerifier"/>.</param>
    /// <returns>What it says. A job that failed is no exception here; see <see cref="FalWebhook{T}.Failure"/>.</returns>
    /// <exception cref="FalWebhookFormatException">The body is not a webhook of the service.</exception>
    public FalWebhook<TOutput> ParseWebhook(FalVerifiedWebhook webhook)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return WebhookReader.Read<TOutput>(_client, EndpointId, webhook, _members);
    }
}
