using System.Text;
using System.Text.Json;
using Runtime.Benchmarks.Fal.KlingImageV3TextToImage;

namespace Runtime.Benchmarks;

/// <summary>One request of 800 bytes and one answer with four images, in both worlds.</summary>
internal static class Data
{
    private const string Ascii =
        "A hobbit's study at dusk: maps pinned over maps, a roaring hearth, rain on round windows, warm light on old wood, stacks of journals.";

    private const string Mixed =
        "A hobbit's \"study\" at dusk \u2014 maps & more maps,\na roaring hearth, rain on round windows, caf\u00e9 light on old wood, stacks of journals.";

    public static string Prompt(bool mixed) => mixed ? Mixed : Ascii;

    public static KlingImageV3TextToImageInput Input(bool mixed) => new()
    {
        Prompt = Prompt(mixed),
        NegativePrompt = "blurred, low quality, text, watermark",
        Elements =
        [
            new() { FrontalImageUrl = Url(1), ReferenceImageUrls = [Url(2), Url(3)] },
            new() { FrontalImageUrl = Url(4), ReferenceImageUrls = [Url(5)] },
        ],
        Resolution = Resolution.Resolution2K,
        NumImages = 4,
        AspectRatio = AspectRatio.Ratio16x9,
        OutputFormat = OutputFormat.Png,
        SyncMode = false,
    };

    public static PlainInput Plain(bool mixed) => new()
    {
        Prompt = Prompt(mixed),
        NegativePrompt = "blurred, low quality, text, watermark",
        Elements =
        [
            new() { FrontalImageUrl = Url(1), ReferenceImageUrls = [Url(2), Url(3)] },
            new() { FrontalImageUrl = Url(4), ReferenceImageUrls = [Url(5)] },
        ],
        Resolution = PlainResolution.TwoK,
        NumImages = 4,
        AspectRatio = PlainRatio.Wide,
        OutputFormat = PlainFormat.Png,
        SyncMode = false,
    };

    public static byte[] Output() => JsonSerializer.SerializeToUtf8Bytes(
        new PlainOutput
        {
            Images =
            [
                .. Enumerable.Range(1, 4).Select(static i => new PlainImage
                {
                    Url = Url(i),
                    ContentType = "image/png",
                    FileName = $"a889cacced76430d85d08c60ca3d023{i}.png",
                    FileSize = 1_637_946 + i,
                    Width = 1360,
                    Height = 768,
                }),
            ],
        },
        MetadataContext.Default.PlainOutput);

    public static byte[] Json(bool mixed) => JsonSerializer.SerializeToUtf8Bytes(Plain(mixed), MetadataContext.Default.PlainInput);

    public static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    private static string Url(int i) => $"https://v3b.example.media/files/b/0a8d068{i}/Qos5QbCS93YpsPzZ3i8zT_a889cacced76430d85d08c60ca3d023{i}.png";
}
