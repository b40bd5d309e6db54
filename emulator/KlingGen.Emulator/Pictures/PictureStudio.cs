using System.Collections.Concurrent;
using SkiaSharp;

namespace KlingGen.Emulator.Pictures;

/// <summary>Draws pictures, keeps the latest ones, and encodes them.</summary>
internal sealed class PictureStudio(bool draw)
{
    private const int Kept = 64;

    private readonly ConcurrentDictionary<PictureOrder, Lazy<byte[]>> _latest = new();

    public ReadOnlyMemory<byte> Draw(PictureOrder order)
    {
        if (_latest.Count > Kept)
            _latest.Clear();
        return _latest.GetOrAdd(order, o => new Lazy<byte[]>(() => Make(o))).Value;
    }

    private byte[] Make(PictureOrder order)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(order.Size.Width, order.Size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            var scene = new Scene(order);
            if (draw)
            {
                scene.Paint(canvas);
                Caption.Paint(canvas, order);
            }
            else
            {
                canvas.Clear(scene.Colour);
            }
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
