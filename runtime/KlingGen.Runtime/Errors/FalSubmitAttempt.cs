namespace KlingGen;

/// <summary>
/// One request that may have bought something although no answer came: all that is needed to look for it in the service's
/// request list (dashboard, or <c>GET /v1/models/requests/by-endpoint</c> of the platform API).
/// </summary>
public sealed record FalSubmitAttempt
{
    /// <summary>
    /// The id the service gave the request, where the head of its answer came before things went wrong; for a submit it is the id of the job.
    /// <see langword="null"/> when no word came.
    /// </summary>
    public string? RequestId { get; init; }

    /// <summary>The endpoint that was called.</summary>
    public required string EndpointId { get; init; }

    /// <summary>When the request began to leave, by the client's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the client stopped to wait for the answer.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The SHA-256 of the request body as it was sent, in lower-case hexadecimal.</summary>
    public required string BodySha256 { get; init; }

    /// <summary>The length of the request body in bytes.</summary>
    public required int BodyLength { get; init; }

    /// <summary>The tags that were sent along; empty when there were none. A unique tag makes the request easy to find.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(0);

    /// <summary>The webhook that was asked for; if the job exists, its answer will arrive there.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>Your own id of the job (<see cref="FalCallOptions.ClientJobId"/>); <see langword="null"/> when none was given.</summary>
    public string? ClientJobId { get; init; }

    /// <summary>The address the request was sent to.</summary>
    public required Uri Address { get; init; }
}
