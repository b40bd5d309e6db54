namespace KlingGen;

/// <content>Webhooks of this endpoint's jobs.</content>
public partial class FalEndpoint<TInput, TOutput>
{
    /// <inheritdoc/>
    public FalWebhook<TOutput> ParseWebhook(FalVerifiedWebhook webhook)
    {
        ArgumentNullException.ThrowIfNull(webhook);
        return WebhookReader.Read<TOutput>(_client, EndpointId, webhook, _members);
    }
}
