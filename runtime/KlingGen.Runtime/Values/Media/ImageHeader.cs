using System.Buffers.Binary;

namespace KlingGen;

/// <summary>Reads the size of a picture from its first bytes: PNG, JPEG, GIF, WebP, BMP. Never throws; what it does not understand is no picture.</summary>
internal static class ImageHeader
{
    /// <summary>How much of a file is looked at: a JPEG's camera data and colour profiles stand before its size.</summary>
    public const int Needed = 256 * 1024;

    public static ImageSize? TryRead(ReadOnlySpan<byte> head)
    {
        ImageSize? size = LeadingBytes.TypeOf(head[..Math.Min(head.Length, LeadingBytes.Needed)]) switch
        {
            "image/png" => Png(head),
            "image/jpeg" => Jpeg(head),
            "image/gif" => head.Length < 10 ? null : new ImageSize(Little16(head[6..]), Little16(head[8..]), false),
            "image/webp" => WebP(head),
            "image/bmp" => Bmp(head),
            _ => null,
        };
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    private static ImageSize? Png(ReadOnlySpan<byte> head)
    {
        if (head.Length < 24 || !head.Slice(12, 4).SequenceEqual("IHDR"u8)) return null;
        bool turned = head.IndexOf("eXIf"u8) >= 0;
        return new ImageSize(BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..]), turned);
    }

    private static ImageSize? Bmp(ReadOnlySpan<byte> head)
    {
        if (head.Length < 26) return null;
        int height = BinaryPrimitives.ReadInt32LittleEndian(head[22..]);

        // A negative height means rows from the top.
        return height == int.MinValue ? null : new ImageSize(BinaryPrimitives.ReadInt32LittleEndian(head[18..]), Math.Abs(height), false);
    }

    private static ImageSize? WebP(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30) return null;
        ReadOnlySpan<byte> kind = head.Slice(12, 4);
        if (kind.SequenceEqual("VP8 "u8)) return new ImageSize(Little16(head[26..]) & 0x3FFF, Little16(head[28..]) & 0x3FFF, false);
        if (kind.SequenceEqual("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return new ImageSize((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1, false);
        }

        const int ExifFlag = 0x08;
        return kind.SequenceEqual("VP8X"u8) ? new ImageSize(Little24(head[24..]) + 1, Little24(head[27..]) + 1, (head[20] & ExifFlag) != 0) : null;
    }

    private static ImageSize? Jpeg(ReadOnlySpan<byte> head)
    {
        bool camera = false;
        int at = 2;
        while (at + 9 <= head.Length)
        {
            if (head[at] != 0xFF) return null;
            byte marker = head[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // Markers that stand alone: TEM, restarts.
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
                continue;
            }

            if (marker is 0xD9 or 0xDA) return null;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new ImageSize(Big16(head[(at + 7)..]), Big16(head[(at + 5)..]), camera);
            if (marker == 0xE1) camera = true;
            int length = Big16(head[(at + 2)..]);
            if (length < 2) return null;
            at += 2 + length;
        }

        return null;
    }

    private static int Big16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static int Little16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int Little24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
