using Microsoft.Playwright;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Processing.Processors.Quantization;

namespace Page.Tests;

/// <summary>Pictures for the documentation. The variable KLINGGEN_SCREENSHOTS names the folder that gets them; without it none is made.</summary>
internal static class Screenshot
{
    private static readonly string? s_folder = Environment.GetEnvironmentVariable("KLINGGEN_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Whether pictures are made.</summary>
    public static bool IsWanted => s_folder is not null;

    /// <summary>In few colours, which pages have: a quarter of the bytes.</summary>
    public static async Task SaveAsync(IPage page, string name, bool fullPage)
    {
        using var image = Image.Load(await page.ScreenshotAsync(new() { FullPage = fullPage, Animations = ScreenshotAnimations.Disabled }));
        await image.SaveAsPngAsync(
            Path.Combine(s_folder!, name + ".png"),
            new PngEncoder { ColorType = PngColorType.Palette, CompressionLevel = PngCompressionLevel.BestCompression, Quantizer = new WuQuantizer(new QuantizerOptions { MaxColors = 256, Dither = null }) },
            TestContext.Current.CancellationToken);
    }
}
