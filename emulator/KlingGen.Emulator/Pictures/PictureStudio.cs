using System.Collections.Concurrent;
using KlingGen.Emulator.Pictures.Plain;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace KlingGen.Emulator.Pictures;

/// <summary>Makes pictures and keeps the latest ones.</summary>
internal sealed class PictureStudio(bool draw)
{
    private const int Kept = 64;

    private readonly ConcurrentDictionary<PictureOrder, Lazy<byte[]>> _latest = new();

    public ReadOnlyMemory<byte> Draw(PictureOrder order)
    {
        if (_latest.Count > Kept)
            _latest.Clear();
        return _latest.GetOrAdd(order, o => new Lazy<byte[]>(() => draw ? Paint(o) : PlainPicture.Encode(o))).Value;
    }

    private static byte[] Paint(PictureOrder order)
    {
        var canvas = new Canvas(order.Size.Width, order.Size.Height);
        new Scene(order).Paint(canvas);
        Caption.Paint(canvas, order);

        using Image<Rgb24> image = Image.LoadPixelData<Rgb24>(canvas.Pixels, canvas.Width, canvas.Height);
        using var file = new MemoryStream();
        image.Save(file, Encoder(order.Format));
        return file.ToArray();
    }

    private static IImageEncoder Encoder(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => new JpegEncoder { Quality = 88 },
        PictureFormat.Webp => new WebpEncoder { FileFormat = WebpFileFormatType.Lossy, Quality = 85, Method = WebpEncodingMethod.Fastest },
        _ => new PngEncoder { ColorType = PngColorType.Rgb, CompressionLevel = PngCompressionLevel.Level3, FilterMethod = PngFilterMethod.Sub },
    };
}
