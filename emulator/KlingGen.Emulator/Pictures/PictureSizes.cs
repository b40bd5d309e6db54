using System.Globalization;
using System.Text.Json;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Pictures;

/// <summary>The size an input asks for, in the words endpoints use: image_size, width and height, aspect_ratio with resolution.</summary>
internal static class PictureSizes
{
    private const int Largest = 4096;

    public static PictureSize Of(ModelInput input, JsonElement? hint)
    {
        if (input.Member("image_size") is { } asked && FromImageSize(asked) is { } size)
            return size;
        if (input.Integer("width") is { } width && input.Integer("height") is { } height)
            return Bounded(width, height);
        if (Ratio(input.Text("aspect_ratio")) is { } ratio)
            return FromRatio(ratio.Wide, ratio.High, Side(input.Text("resolution")));
        if (Hinted(hint, "width") is { } w && Hinted(hint, "height") is { } h)
            return Bounded(w, h);

        return input.Member("aspect_ratio") is null && input.Text("resolution") is null && input.Member("num_images") is null && input.Text("image_url") is not null
            ? new PictureSize(1024, 1024)
            : FromRatio(16, 9, Side(input.Text("resolution")));
    }

    /// <summary>A size that was seen, where it was; else a square.</summary>
    public static PictureSize Within(int? width, int? height) => Bounded(width ?? 1024, height ?? 1024);

    /// <summary>Exactly the ratio, about a square of the given side in area.</summary>
    private static PictureSize FromRatio(int wide, int high, int side)
    {
        int divisor = Divisor(wide, high);
        (wide, high) = (wide / divisor, high / divisor);
        int unit = Math.Max(1, (int)Math.Round(side / Math.Sqrt(wide * (double)high) / 4) * 4);
        return Bounded(wide * unit, high * unit);
    }

    private static int Side(string? resolution) => resolution?.ToUpperInvariant() switch
    {
        "2K" => 2048,
        "4K" => 4096 * 3 / 4,
        "0.5K" or "512" or "512P" => 512,
        _ => 1024,
    };

    private static (int Wide, int High)? Ratio(string? text)
    {
        string[] parts = text?.Split(':', 'x', '/') ?? [];
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int wide) && wide is > 0 and <= 100
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int high) && high is > 0 and <= 100 ? (wide, high) : null;
    }

    private static PictureSize? FromImageSize(JsonElement asked)
    {
        if (asked.ValueKind == JsonValueKind.Object)
            return Hinted(asked, "width") is { } width && Hinted(asked, "height") is { } height ? Bounded(width, height) : null;

        if (asked.ValueKind != JsonValueKind.String)
            return null;

        return asked.GetString() switch
        {
            "square_hd" => new PictureSize(1024, 1024),
            "square" => new PictureSize(512, 512),
            "portrait_4_3" => new PictureSize(768, 1024),
            "portrait_16_9" => new PictureSize(576, 1024),
            "landscape_4_3" => new PictureSize(1024, 768),
            "landscape_16_9" => new PictureSize(1024, 576),
            string text when text.Split('x', '*') is [var width, var height] => Parsed(width, height),
            _ => null,
        };
    }

    private static PictureSize? Parsed(string width, string height) =>
        int.TryParse(width, CultureInfo.InvariantCulture, out int w) && int.TryParse(height, CultureInfo.InvariantCulture, out int h) ? Bounded(w, h) : null;

    private static long? Hinted(JsonElement? owner, string name) => owner?.Number(name) is { } number ? (long)Math.Clamp(number, 0, Largest) : null;

    private static PictureSize Bounded(long width, long height) => new((int)Math.Clamp(width, 1, Largest), (int)Math.Clamp(height, 1, Largest));

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
