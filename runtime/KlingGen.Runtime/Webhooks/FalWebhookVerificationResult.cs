using System.Diagnostics.CodeAnalysis;

namespace KlingGen;

/// <summary>The outcome of verifying one webhook.</summary>
public sealed class FalWebhookVerificationResult
{
    internal FalWebhookVerificationResult(FalWebhookVerificationStatus status, string reason) => (Status, Reason) = (status, reason);

    internal FalWebhookVerificationResult(FalVerifiedWebhook webhook)
        : this(FalWebhookVerificationStatus.Valid, "The service signed this webhook.") => Webhook = webhook;

    /// <summary>Whether the webhook is the service's own.</summary>
    [MemberNotNullWhen(true, nameof(Webhook))]
    public bool IsValid => Webhook is not null;

    /// <summary>What is wrong with it, if anything.</summary>
    public FalWebhookVerificationStatus Status { get; }

    /// <summary>A sentence for logs. It names headers and limits and repeats nothing the sender wrote; do not send it back to the sender.</summary>
    public string Reason { get; }

    /// <summary>The webhook, ready to be parsed; <see langword="null"/> unless <see cref="IsValid"/>.</summary>
    public FalVerifiedWebhook? Webhook { get; }

    /// <summary>Status and reason.</summary>
    /// <returns>A line for logs.</returns>
    public override string ToString() => $"{Status}: {Reason}";
}
