namespace KlingGen.Validation;

/// <summary>What a schema demands of media. Checked before the call where the content is on this machine; the service checks the rest.</summary>
public readonly record struct FalMediaLimits
{
    /// <summary>The largest size in bytes; null for no limit.</summary>
    public long? MaxFileSize { get; init; }

    /// <summary>The smallest width in pixels; null for no limit.</summary>
    public int? MinWidth { get; init; }

    /// <summary>The largest width in pixels; null for no limit.</summary>
    public int? MaxWidth { get; init; }

    /// <summary>The smallest height in pixels; null for no limit.</summary>
    public int? MinHeight { get; init; }

    /// <summary>The largest height in pixels; null for no limit.</summary>
    public int? MaxHeight { get; init; }

    /// <summary>The smallest width divided by height; null for no limit.</summary>
    public double? MinAspectRatio { get; init; }

    /// <summary>The largest width divided by height; null for no limit.</summary>
    public double? MaxAspectRatio { get; init; }

    /// <summary>The largest width times height in pixels; null for no limit.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>Whether any limit concerns the size of a picture, so that its header must be read.</summary>
    internal bool ConcernsPixels =>
        MinWidth is not null || MaxWidth is not null || MinHeight is not null || MaxHeight is not null ||
        MinAspectRatio is not null || MaxAspectRatio is not null || MaxPixels is not null;
}
