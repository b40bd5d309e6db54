using System.Buffers.Binary;

namespace KlingGen.Emulator.Pictures.Plain;

/// <summary>A lossless WebP of one colour: each of its codes has one symbol, so that the pixels themselves take no bits.</summary>
internal static class WebpFile
{
    private const int Signature = 0x2F;

    public static byte[] Write(PictureSize size, Rgb colour)
    {
        byte[] picture = Picture(size, colour);
        int padded = picture.Length + (picture.Length & 1);
        byte[] file = new byte[20 + padded];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 12 + padded);
        "WEBPVP8L"u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), picture.Length);
        picture.CopyTo(file, 20);
        return file;
    }

    private static byte[] Picture(PictureSize size, Rgb colour)
    {
        var bits = new BitsFromBelow();
        bits.Add(Signature, 8);
        bits.Add(size.Width - 1, 14);
        bits.Add(size.Height - 1, 14);
        bits.Add(0, 4);     // no transparency, version 0
        bits.Add(0, 3);     // no transform, no cache of colours, one group of codes
        foreach (byte symbol in (byte[])[colour.Green, colour.Red, colour.Blue, 255])
        {
            bits.Add(0b101, 3);     // a simple code of one symbol, which has 8 bits
            bits.Add(symbol, 8);
        }
        bits.Add(0b0001, 4);        // the code of distances: one symbol of one bit, 0
        return bits.ToArray();
    }

    private sealed class BitsFromBelow
    {
        private readonly List<byte> _bytes = [];
        private int _count;

        public void Add(int value, int bits)
        {
            for (int i = 0; i < bits; i++, _count++)
            {
                if (_count % 8 == 0)
                    _bytes.Add(0);
                _bytes[^1] |= (byte)(((value >> i) & 1) << (_count % 8));
            }
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
