namespace KlingGen.Emulator.Pictures.Plain;

/// <summary>
/// A picture that is valid, of the right size and format, and nothing to look at for long: a sky that fades from top to bottom. Made without a native
/// library, in a millisecond.
/// </summary>
internal static class PlainPicture
{
    public static byte[] Encode(PictureOrder order)
    {
        (Rgb top, Rgb low) = Sky(order.Seed);
        return order.Format switch
        {
            PictureFormat.Jpeg => JpegFile.Write(order.Size, row => Rgb.Mix(top, low, Share(row, order.Size))),
            PictureFormat.Webp => WebpFile.Write(order.Size, Rgb.Mix(top, low, 0.5)),
            _ => PngFile.Write(order.Size, row => Rgb.Mix(top, low, Share(row, order.Size))),
        };
    }

    private static double Share(int row, PictureSize size) => size.Height < 2 ? 0 : Math.Clamp(row / (size.Height - 1.0), 0, 1);

    // Every seed has a hue of its own; the horizon is lighter and a sixth of the circle further on.
    private static (Rgb Top, Rgb Low) Sky(long seed)
    {
        double hue = new Dice(seed).Next() * 360;
        return (Rgb.OfHue(hue, 0.62, 0.45), Rgb.OfHue((hue + 60) % 360, 0.35, 0.95));
    }
}

/// <summary>A colour.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static Rgb Mix(Rgb a, Rgb b, double share) => new(Mix(a.Red, b.Red, share), Mix(a.Green, b.Green, share), Mix(a.Blue, b.Blue, share));

    /// <param name="hue">0 to 360.</param>
    /// <param name="saturation">0 to 1.</param>
    /// <param name="value">0 to 1.</param>
    public static Rgb OfHue(double hue, double saturation, double value)
    {
        double Channel(double n)
        {
            double k = (n + (hue / 60)) % 6;
            return value - (value * saturation * Math.Max(0, Math.Min(Math.Min(k, 4 - k), 1)));
        }

        return new Rgb(Byte(Channel(5)), Byte(Channel(3)), Byte(Channel(1)));
    }

    private static byte Mix(byte a, byte b, double share) => (byte)Math.Round(a + ((b - a) * share));

    private static byte Byte(double share) => (byte)Math.Round(share * 255);
}
