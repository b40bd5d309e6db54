using System.Buffers.Binary;
using System.IO.Compression;

namespace KlingGen.Emulator.Pictures.Plain;

/// <summary>A PNG whose rows have one colour each.</summary>
internal static class PngFile
{
    private const byte Sub = 1;

    public static byte[] Write(PictureSize size, Func<int, Rgb> colourOf)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size.Height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Rows(size, colourOf));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Rows(PictureSize size, Func<int, Rgb> colourOf)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            // Each pixel is written as its difference from the one before it: after the first all are zero.
            byte[] row = new byte[1 + (size.Width * 3)];
            row[0] = Sub;
            for (int y = 0; y < size.Height; y++)
            {
                Rgb colour = colourOf(y);
                (row[1], row[2], row[3]) = (colour.Red, colour.Green, colour.Blue);
                zlib.Write(row);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        long start = file.Position;
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum.Crc32(file.GetBuffer().AsSpan((int)start, (int)(file.Position - start))));
        file.Write(number);
    }
}

/// <summary>The checksum of a PNG's chunks.</summary>
internal static class Checksum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static i => Entry((uint)i))];

    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Entry(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        return value;
    }
}
