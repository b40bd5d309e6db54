using System.Collections.Concurrent;
using KlingGen.Emulator.Pictures.Plain;
using SkiaSharp;

namespace KlingGen.Emulator.Pictures;

/// <summary>Makes pictures and keeps the latest ones. Only those that are drawn need the native library.</summary>
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
        using var bitmap = new SKBitmap(new SKImageInfo(order.Size.Width, order.Size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            new Scene(order).Paint(canvas);
            Caption.Paint(canvas, order);
        }

        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData data = Encode(pixels, order.Format) ?? throw new InvalidOperationException($"{order.Format} could not be encoded.");
        return data.ToArray();
    }

    private static SKData? Encode(SKPixmap pixels, PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => pixels.Encode(new SKJpegEncoderOptions(88)),
        PictureFormat.Webp => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, 85)),
        _ => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 3)),
    };
}
