using System.Buffers.Binary;

namespace Runtime.Tests.Validation;

/// <summary>The headers of pictures, as their formats' specifications lay them out.</summary>
internal static class Pictures
{
    public static IEnumerable<byte[]> All(int width, int height) =>
        [Png(width, height), Jpeg(width, height, camera: false), Gif(width, height), WebPLossy(width, height), WebPLossless(width, height), WebPExtended(width, height), Bmp(width, height)];

    public static byte[] Png(int width, int height)
    {
        var bytes = new byte[33];
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13]).CopyTo(bytes);
        "IHDR"u8.CopyTo(bytes.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    public static byte[] Jpeg(int width, int height, bool camera)
    {
        List<byte> bytes = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. new byte[14]];
        if (camera) bytes.AddRange([0xFF, 0xE1, 0x80, 0, .. new byte[0x7FFE]]);
        bytes.AddRange([0xFF, 0xDB, 0, 67, .. new byte[65], 0xFF, 0xFF, 0xC2, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, .. new byte[9]]);
        return [.. bytes];
    }

    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0];

    public static byte[] Bmp(int width, int height)
    {
        var bytes = new byte[54];
        "BM"u8.CopyTo(bytes);
        bytes[14] = 40;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), -height);
        return bytes;
    }

    public static byte[] WebPLossy(int width, int height) =>
        [.. Riff("VP8 "), 0, 0, 0, 0x9D, 1, 0x2A, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0];

    public static byte[] WebPLossless(int width, int height)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bits, (uint)(width - 1) | ((uint)(height - 1) << 14));
        return [.. Riff("VP8L"), 0x2F, .. bits, .. new byte[10]];
    }

    public static byte[] WebPExtended(int width, int height)
    {
        int w = width - 1;
        int h = height - 1;
        return [.. Riff("VP8X"), 0, 0, 0, 0, (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16)];
    }

    private static byte[] Riff(string kind) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. System.Text.Encoding.ASCII.GetBytes(kind), 0, 0, 0, 0];
}
