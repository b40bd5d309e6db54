namespace KlingGen.AspNetCore;

/// <summary>How webhooks of one route are received.</summary>
public sealed class FalWebhookMapOptions
{
    /// <summary>The key of the client among the services; null, the default, for the one that <c>AddFal</c> has added.</summary>
    public string? ServiceKey { get; set; }

    /// <summary>
    /// The key that the submits of these jobs had in <see cref="FalCallOptions.WebhookJobKey"/>. With it, a webhook whose address was not signed by it is refused with 401.
    /// Null, the default: the account (<see cref="FalWebhookOptions.UserIds"/>) or a look-up of the request id must say whose job it is, because the service signs the webhooks of all its customers.
    /// </summary>
    public FalWebhookJobKey? JobKey { get; set; }
}
