using System.Globalization;

namespace KlingGen.Compiler;

/// <summary>What a limit of a media file measures, in the order of the documentation.</summary>
public enum MediaMeasure
{
    /// <summary>The size in bytes.</summary>
    FileSize,

    /// <summary>The width in pixels.</summary>
    Width,

    /// <summary>The height in pixels.</summary>
    Height,

    /// <summary>Width times height in pixels.</summary>
    Pixels,

    /// <summary>Width divided by height.</summary>
    AspectRatio,

    /// <summary>The length in seconds.</summary>
    Duration,

    /// <summary>Frames a second.</summary>
    FrameRate,

    /// <summary>How long the service waits for the file, in seconds.</summary>
    FetchTime,
}

/// <summary>A kind of limit of media files. The one table of them: how a schema spells it, what it measures, and whether the runtime checks it.</summary>
public sealed record MediaLimitKind
{
    private static readonly Dictionary<string, MediaLimitKind> s_byName;

    static MediaLimitKind()
    {
        // What is null is not checked before the call: the runtime measures no length, no frames and no time, and the service reports what is too small.
        All =
        [
            MaxFileSize = new("max_file_size", MediaMeasure.FileSize, isMinimum: false, "MaxFileSize", long.MaxValue),
            new("min_file_size", MediaMeasure.FileSize, isMinimum: true),
            new("max_width", MediaMeasure.Width, isMinimum: false, "MaxWidth", int.MaxValue),
            new("min_width", MediaMeasure.Width, isMinimum: true, "MinWidth", int.MaxValue),
            new("max_height", MediaMeasure.Height, isMinimum: false, "MaxHeight", int.MaxValue),
            new("min_height", MediaMeasure.Height, isMinimum: true, "MinHeight", int.MaxValue),
            new("max_pixels", MediaMeasure.Pixels, isMinimum: false, "MaxPixels", long.MaxValue),
            new("min_pixels", MediaMeasure.Pixels, isMinimum: true),
            new("max_aspect_ratio", MediaMeasure.AspectRatio, isMinimum: false, "MaxAspectRatio"),
            new("min_aspect_ratio", MediaMeasure.AspectRatio, isMinimum: true, "MinAspectRatio"),
            new("max_duration", MediaMeasure.Duration, isMinimum: false),
            new("min_duration", MediaMeasure.Duration, isMinimum: true),
            new("max_fps", MediaMeasure.FrameRate, isMinimum: false),
            new("min_fps", MediaMeasure.FrameRate, isMinimum: true),
            new("timeout", MediaMeasure.FetchTime, isMinimum: false),
        ];
        s_byName = All.ToDictionary(static kind => kind.WireName, StringComparer.Ordinal);
    }

    private MediaLimitKind(string wireName, MediaMeasure measure, bool isMinimum, string? property = null, long? largest = null) =>
        (WireName, Measure, IsMinimum, RuntimeProperty, LargestWhole) = (wireName, measure, isMinimum, property, largest);

    /// <summary>The largest size of a file: where it stands, a string is the address of one.</summary>
    public static MediaLimitKind MaxFileSize { get; }

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<MediaLimitKind> All { get; }

    /// <summary>The name in a schema, such as <c>max_file_size</c>.</summary>
    public string WireName { get; }

    /// <summary>What it measures.</summary>
    public MediaMeasure Measure { get; }

    /// <summary>Whether it is the least that is allowed; otherwise it is the most.</summary>
    public bool IsMinimum { get; }

    /// <summary>The property of the runtime's limits that checks it before a call; null where only the service checks it.</summary>
    public string? RuntimeProperty { get; }

    /// <summary>The largest whole number that the runtime's property holds; null where it takes fractions.</summary>
    public long? LargestWhole { get; }

    /// <summary>The kind of a name in a schema, or null.</summary>
    /// <param name="wireName">The name.</param>
    public static MediaLimitKind? Find(string wireName) => s_byName.TryGetValue(wireName, out MediaLimitKind? kind) ? kind : null;
}

/// <summary>One limit of a media file.</summary>
/// <param name="Kind">What it limits.</param>
/// <param name="Value">The number, exact to the last digit.</param>
public sealed record LimitSpec(MediaLimitKind Kind, string Value)
{
    /// <summary>The number as the runtime takes it where it takes whole ones: without its fraction; null for one that it cannot hold.</summary>
    public long? Whole => decimal.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number >= 0 && number <= Kind.LargestWhole ? (long)number : null;
}
