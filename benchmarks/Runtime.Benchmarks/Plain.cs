using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Runtime.Benchmarks;

/// <summary>The same shapes as a user would write them for System.Text.Json.</summary>
public sealed record PlainElement
{
    [JsonPropertyName("frontal_image_url")]
    public string? FrontalImageUrl { get; init; }

    [JsonPropertyName("reference_image_urls")]
    public IReadOnlyList<string>? ReferenceImageUrls { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<PlainResolution>))]
public enum PlainResolution
{
    [JsonStringEnumMemberName("1K")]
    OneK,

    [JsonStringEnumMemberName("2K")]
    TwoK,
}

[JsonConverter(typeof(JsonStringEnumConverter<PlainRatio>))]
public enum PlainRatio
{
    [JsonStringEnumMemberName("16:9")]
    Wide,

    [JsonStringEnumMemberName("9:16")]
    Tall,
}

[JsonConverter(typeof(JsonStringEnumConverter<PlainFormat>))]
public enum PlainFormat
{
    [JsonStringEnumMemberName("png")]
    Png,

    [JsonStringEnumMemberName("webp")]
    WebP,
}

public sealed record PlainInput
{
    [Required]
    [MaxLength(2500)]
    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    [MaxLength(2500)]
    [JsonPropertyName("negative_prompt")]
    public string? NegativePrompt { get; init; }

    [JsonPropertyName("elements")]
    public IReadOnlyList<PlainElement>? Elements { get; init; }

    [EnumDataType(typeof(PlainResolution))]
    [JsonPropertyName("resolution")]
    public PlainResolution? Resolution { get; init; }

    [Range(1, 9)]
    [JsonPropertyName("num_images")]
    public int? NumImages { get; init; }

    [EnumDataType(typeof(PlainRatio))]
    [JsonPropertyName("aspect_ratio")]
    public PlainRatio? AspectRatio { get; init; }

    [EnumDataType(typeof(PlainFormat))]
    [JsonPropertyName("output_format")]
    public PlainFormat? OutputFormat { get; init; }

    [JsonPropertyName("sync_mode")]
    public bool? SyncMode { get; init; }
}

public sealed record PlainImage
{
    [JsonPropertyName("url")]
    public required string Url { get; init; }

    [JsonPropertyName("content_type")]
    public string? ContentType { get; init; }

    [JsonPropertyName("file_name")]
    public string? FileName { get; init; }

    [JsonPropertyName("file_size")]
    public long? FileSize { get; init; }

    [JsonPropertyName("width")]
    public int? Width { get; init; }

    [JsonPropertyName("height")]
    public int? Height { get; init; }
}

public sealed record PlainOutput
{
    [JsonPropertyName("images")]
    public required IReadOnlyList<PlainImage> Images { get; init; }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainInput))]
[JsonSerializable(typeof(PlainOutput))]
public sealed partial class MetadataContext : JsonSerializerContext;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Default, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlainInput))]
[JsonSerializable(typeof(PlainOutput))]
public sealed partial class FastPathContext : JsonSerializerContext;
