using StbImageSharp;

namespace KlingGen.Cli.Running.Terminal;

/// <summary>A decoded picture, four bytes a pixel: red, green, blue, opacity.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgba)
{
    private const long MaxPixels = 64_000_000;

    /// <summary>Decodes PNG, JPEG, GIF or BMP; null where it is none of them, or too large to bother.</summary>
    public static Pixels? Decode(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file);
            if (ImageInfo.FromStream(stream) is not { } info || info.Width <= 0 || info.Height <= 0 || (long)info.Width * info.Height > MaxPixels)
                return null;
            var image = ImageResult.FromMemory(file, ColorComponents.RedGreenBlueAlpha);
            return new Pixels(image.Width, image.Height, image.Data);
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or IndexOutOfRangeException or ArgumentException or OverflowException or NotSupportedException or NullReferenceException)
        {
            // Showing is an extra. What the decoder makes of a broken file is not worth more than going without.
            return null;
        }
    }

    /// <summary>The picture in another size: each new pixel is the mean of those it covers.</summary>
    public Pixels Scaled(int width, int height)
    {
        if (width == Width && height == Height)
            return this;
        byte[] scaled = new byte[width * height * 4];
        Span<long> sum = stackalloc long[4];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom) = Range(y, height, Height);
            for (int x = 0; x < width; x++)
            {
                (int left, int right) = Range(x, width, Width);
                sum.Clear();
                for (int sy = top; sy < bottom; sy++)
                    for (int sx = left; sx < right; sx++)
                        for (int c = 0; c < 4; c++)
                            sum[c] += Rgba[(((sy * Width) + sx) * 4) + c];
                int count = (bottom - top) * (right - left);
                for (int c = 0; c < 4; c++)
                    scaled[(((y * width) + x) * 4) + c] = (byte)(sum[c] / count);
            }
        }
        return new Pixels(width, height, scaled);
    }

    /// <summary>A colour on black, as most terminals are.</summary>
    public (byte Red, byte Green, byte Blue) At(int x, int y)
    {
        int at = ((y * Width) + x) * 4;
        int opacity = Rgba[at + 3];
        return ((byte)(Rgba[at] * opacity / 255), (byte)(Rgba[at + 1] * opacity / 255), (byte)(Rgba[at + 2] * opacity / 255));
    }

    private static (int From, int To) Range(int at, int count, int of)
    {
        int from = (int)((long)at * of / count);
        return (from, Math.Max(from + 1, (int)((long)(at + 1) * of / count)));
    }
}
