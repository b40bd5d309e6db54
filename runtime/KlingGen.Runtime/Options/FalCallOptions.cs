namespace KlingGen;

/// <summary>The options of one call. A member that is <see langword="null"/> takes the setting of the client, or the default of the service.</summary>
public sealed record FalCallOptions
{
    /// <summary>The overall limit of this call; see <see cref="FalClientOptions.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether the service is asked to stop the job when this call gives up on it: the caller cancelled, or the limit passed.
    /// Best effort; the call waits for the answer for less than a second. <value>Default: <see langword="false"/>.</value>
    /// </summary>
    public bool CancelOnAbort { get; init; }

    /// <summary>Whether log lines are fetched. <see langword="null"/>: only by <c>SubscribeAsync</c> and <c>WaitAsync</c> with a progress callback.</summary>
    public bool? Logs { get; init; }

    /// <summary>Whether the input is checked before the call; see <see cref="FalClientOptions.Validate"/>.</summary>
    public bool? Validate { get; init; }

    /// <summary>
    /// Findings that are ignored for this input, beside those of <see cref="FalClientOptions.IgnoreValidationError"/>:
    /// <c>error => error is { Member: "NumImages", Rule: FalRules.LessThanEqual }</c>.
    /// </summary>
    public Func<FalValidationError, bool>? IgnoreValidationError { get; init; }

    /// <summary>The place in the queue. Queue only.</summary>
    public FalPriority? Priority { get; init; }

    /// <summary>
    /// The time within which the work must start, over a second; queueing, routing and the service's own retries count. When it passes, the call fails with
    /// <see cref="FalApiException.IsStartTimeout"/> and is never repeated.
    /// </summary>
    public TimeSpan? StartTimeout { get; init; }

    /// <summary>Any text; requests with the same one are sent to the same runner where possible.</summary>
    public string? RunnerHint { get; init; }

    /// <summary>Whether the service must not run the job a second time when its runner fails. <value>Default: <see langword="false"/>.</value></summary>
    public bool DisableServiceRetries { get; init; }

    /// <summary>Whether the service keeps request and response payloads.</summary>
    public bool? StorePayloads { get; init; }

    /// <summary>How long the files the job makes are kept, and who may read them.</summary>
    public FalLifecycle? OutputLifecycle { get; init; }

    /// <summary>How local media of the input are sent; see <see cref="FalClientOptions.MediaTransfer"/>.</summary>
    public FalMediaTransfer? MediaTransfer { get; init; }

    /// <summary>How long uploaded media of the input are kept, and who may read them. The job must be able to read what is restricted; try that before you rely on it.</summary>
    public FalLifecycle? InputLifecycle { get; init; }

    /// <summary>
    /// Up to ten tags for the service's request list. Keys: at most 64 of <c>a–z 0–9 . _ -</c>, not starting with <c>fal.</c>;
    /// values: at most 256 printable ASCII characters without comma; 1,024 bytes in all.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Where the service posts the result; absolute. Queue only.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>
    /// Your own id of the job, such as the number of an order: 1 to 200 printable ASCII characters. It is in <see cref="FalSubmitUnknownException.ClientJobId"/> and, with
    /// <see cref="WebhookUrl"/> and <see cref="WebhookJobKey"/>, in the webhook's address, so that a job whose submit was never answered is found again by its webhook. Queue only.
    /// </summary>
    public string? ClientJobId { get; init; }

    /// <summary>Signs <see cref="ClientJobId"/> and the endpoint's id in the webhook's address. Needed when both it and <see cref="WebhookUrl"/> are set.</summary>
    public FalWebhookJobKey? WebhookJobKey { get; init; }

    /// <summary>The submit is refused with 429, at once, when the queue is longer than this. Queue only.</summary>
    public int? MaxQueueLength { get; init; }

    /// <summary>
    /// Further headers of the paid request. Headers that this library sets (authorization, content, host, and those of the options above) are refused.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Whether one attempt is all there is: whoever keeps an account of attempts, as batches do, makes the next one.</summary>
    internal bool OneAttempt { get; init; }

    internal static FalCallOptions None { get; } = new();
}
