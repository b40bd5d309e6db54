namespace KlingGen;

/// <summary>
/// A webhook whose signature was found good, so that nothing else can be parsed by mistake. "Good" means that the service sent it; that it is about a job of
/// <b>yours</b> is known by <see cref="FalWebhookOptions.UserIds"/>, by <see cref="FalWebhookJobKey"/>, or by your own list of jobs: the service signs the webhooks of all its customers with the same keys.
/// </summary>
public sealed class FalVerifiedWebhook
{
    internal FalVerifiedWebhook(ReadOnlyMemory<byte> body, string? requestId, string? userId, DateTimeOffset? sentAt)
    {
        Body = body;
        RequestId = requestId;
        UserId = userId;
        SentAt = sentAt;
    }

    /// <summary>The body as it was received, byte for byte.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The signed id of the request; <see langword="null"/> only after <see cref="WithoutVerification"/>.</summary>
    public string? RequestId { get; }

    /// <summary>The signed account; <see langword="null"/> only after <see cref="WithoutVerification"/>.</summary>
    public string? UserId { get; }

    /// <summary>The signed time of sending; <see langword="null"/> only after <see cref="WithoutVerification"/>.</summary>
    public DateTimeOffset? SentAt { get; }

    /// <summary>
    /// Takes a body at its word: for tests of your handler, and for bodies that you verified when they came and stored since. Never for what has just arrived.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <returns>The webhook.</returns>
    public static FalVerifiedWebhook WithoutVerification(ReadOnlyMemory<byte> body) => new(body, null, null, null);
}
