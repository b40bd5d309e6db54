namespace KlingGen.Emulator;

/// <summary>How a failed model says whether trying again makes sense; the service has renamed the header.</summary>
public enum FalRetryHint
{
    /// <summary><c>X-Fal-Retryable: true</c> and <c>X-Fal-Needs-Retry: 1</c>.</summary>
    Both,

    /// <summary><c>X-Fal-Needs-Retry: 1</c> alone, the newer name.</summary>
    NeedsRetry,

    /// <summary><c>X-Fal-Retryable: true</c> alone, the older name.</summary>
    Retryable,

    /// <summary>Neither.</summary>
    None,
}
