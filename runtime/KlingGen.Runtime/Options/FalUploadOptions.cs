namespace KlingGen;

/// <summary>What one upload does differently. Everything left <see langword="null"/> is as the client or the service has it.</summary>
public sealed record FalUploadOptions
{
    /// <summary>How long the file is kept, and who may read it.</summary>
    public FalLifecycle? Lifecycle { get; init; }

    /// <summary>The overall limit of this upload, all retries and both routes included; see <see cref="FalClientOptions.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    internal static FalUploadOptions None { get; } = new();
}
