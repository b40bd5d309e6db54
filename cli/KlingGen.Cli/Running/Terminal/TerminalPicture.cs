using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KlingGen.Cli.Running.Terminal;

/// <summary>Turns a picture into what a terminal shows.</summary>
internal static class TerminalPicture
{
    private const int WidestCells = 80;
    private const int SixelWidth = 640;
    private const int KittyWidth = 1024;
    private const int Chunk = 4096;

    /// <summary>The text to write to the terminal; null where the picture cannot be shown that way.</summary>
    /// <param name="file">The picture's file.</param>
    /// <param name="protocol">The way.</param>
    /// <param name="columns">Columns of the terminal.</param>
    public static string? Render(byte[] file, PictureProtocol protocol, int columns)
    {
        int cells = Math.Clamp(columns, 1, WidestCells);
        return protocol switch
        {
            PictureProtocol.ITerm2 => ITerm2(file, cells),
            PictureProtocol.Kitty when IsPng(file) => Kitty("f=100", file, cells),
            PictureProtocol.Kitty => Pixels.Decode(file) is { } pixels ? Kitty(Fitting(pixels, KittyWidth), cells) : null,
            PictureProtocol.Sixel => Pixels.Decode(file) is { } pixels ? Sixel(Fitting(pixels, SixelWidth)) : null,
            PictureProtocol.Blocks => Pixels.Decode(file) is { } pixels ? Blocks(pixels, cells) : null,
            _ => null,
        };
    }

    private static string ITerm2(byte[] file, int cells) =>
        string.Create(CultureInfo.InvariantCulture, $"\u001b]1337;File=inline=1;size={file.Length};width={cells};preserveAspectRatio=1:{Convert.ToBase64String(file)}\u0007\n");

    private static string Kitty(Pixels pixels, int cells)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(pixels.Rgba);
        return Kitty(string.Create(CultureInfo.InvariantCulture, $"f=32,o=z,s={pixels.Width},v={pixels.Height}"), packed.ToArray(), cells);
    }

    private static string Kitty(string keys, byte[] data, int cells)
    {
        string text = Convert.ToBase64String(data);
        var output = new StringBuilder(text.Length + 200);
        for (int at = 0; at == 0 || at < text.Length; at += Chunk)
        {
            bool isLast = at + Chunk >= text.Length;
            output.Append("\u001b_G");
            if (at == 0)
                output.Append(CultureInfo.InvariantCulture, $"a=T,q=2,{keys},c={cells},");
            output.Append(isLast ? "m=0;" : "m=1;").Append(text.AsSpan(at, Math.Min(Chunk, text.Length - at))).Append("\u001b\\");
        }
        return output.Append('\n').ToString();
    }

    // A cube of 216 colours: six shades of each. Rows come in bands of six.
    private static string Sixel(Pixels pixels)
    {
        var output = new StringBuilder();
        output.Append(CultureInfo.InvariantCulture, $"\u001bP0;1q\"1;1;{pixels.Width};{pixels.Height}");
        for (int colour = 0; colour < 216; colour++)
            output.Append(CultureInfo.InvariantCulture, $"#{colour};2;{colour / 36 * 20};{colour / 6 % 6 * 20};{colour % 6 * 20}");
        for (int top = 0; top < pixels.Height; top += 6)
        {
            Band(output, pixels, top);
            output.Append('-');
        }
        return output.Append("\u001b\\\n").ToString();
    }

    private static void Band(StringBuilder output, Pixels pixels, int top)
    {
        byte[] masks = new byte[216 * pixels.Width];
        bool[] used = new bool[216];
        for (int x = 0; x < pixels.Width; x++)
        {
            for (int row = 0; row < 6 && top + row < pixels.Height; row++)
            {
                (byte red, byte green, byte blue) = pixels.At(x, top + row);
                int colour = (Shade(red) * 36) + (Shade(green) * 6) + Shade(blue);
                used[colour] = true;
                masks[(colour * pixels.Width) + x] |= (byte)(1 << row);
            }
        }
        for (int colour = 0; colour < 216; colour++)
        {
            if (!used[colour])
                continue;
            output.Append('#').Append(colour);
            for (int x = 0; x < pixels.Width;)
            {
                byte mask = masks[(colour * pixels.Width) + x];
                int run = 1;
                while (x + run < pixels.Width && masks[(colour * pixels.Width) + x + run] == mask)
                    run++;
                if (run > 3)
                    output.Append('!').Append(run).Append((char)('?' + mask));
                else
                    output.Append((char)('?' + mask), run);
                x += run;
            }
            output.Append('$');
        }
    }

    private static string Blocks(Pixels pixels, int cells)
    {
        int width = Math.Min(cells, pixels.Width);
        int height = Math.Max(1, (int)Math.Round(pixels.Height * (width / (double)pixels.Width)));
        Pixels small = pixels.Scaled(width, height + (height & 1));
        var output = new StringBuilder();
        for (int y = 0; y < small.Height; y += 2)
        {
            for (int x = 0; x < small.Width; x++)
            {
                (byte upRed, byte upGreen, byte upBlue) = small.At(x, y);
                (byte lowRed, byte lowGreen, byte lowBlue) = small.At(x, y + 1);
                output.Append(CultureInfo.InvariantCulture, $"\u001b[38;2;{upRed};{upGreen};{upBlue}m\u001b[48;2;{lowRed};{lowGreen};{lowBlue}m▀");
            }
            output.Append("\u001b[0m\n");
        }
        return output.ToString();
    }

    private static Pixels Fitting(Pixels pixels, int widest)
    {
        if (pixels.Width <= widest)
            return pixels;
        return pixels.Scaled(widest, Math.Max(1, (int)((long)pixels.Height * widest / pixels.Width)));
    }

    private static int Shade(byte value) => (value + 25) / 51;

    private static bool IsPng(byte[] file) => file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']);
}
