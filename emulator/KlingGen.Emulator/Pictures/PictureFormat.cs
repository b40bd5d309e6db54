using System.Text.Json;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Pictures;

internal enum PictureFormat
{
    Png,
    Jpeg,
    Webp,
}

/// <summary>Formats by the names endpoints use for them.</summary>
internal static class PictureFormats
{
    public static PictureFormat Of(ModelInput input, JsonElement? hint) =>
        Parse(input.Text("output_format") ?? input.Text("format") ?? input.Text("image_format"))
        ?? Parse(hint?.Text("content_type"))
        ?? PictureFormat.Png;

    public static string ContentType(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.Webp => "image/webp",
        _ => "image/png",
    };

    public static string Extension(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "jpeg",
        PictureFormat.Webp => "webp",
        _ => "png",
    };

    public static PictureFormat? Parse(string? name) => name?.Split('/')[^1].ToUpperInvariant() switch
    {
        "PNG" => PictureFormat.Png,
        "JPEG" or "JPG" => PictureFormat.Jpeg,
        "WEBP" => PictureFormat.Webp,
        _ => null,
    };
}
