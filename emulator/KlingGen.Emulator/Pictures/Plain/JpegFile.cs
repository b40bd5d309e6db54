namespace KlingGen.Emulator.Pictures.Plain;

/// <summary>A baseline JPEG whose blocks have one colour each: nothing but their mean values is written.</summary>
internal static class JpegFile
{
    private const int Block = 8;

    // The lengths of the standard's codes for differences, and the codes themselves.
    private static readonly byte[] DifferenceCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    private static readonly (int Code, int Bits)[] Differences = [(0b00, 2), (0b010, 3), (0b011, 3), (0b100, 3), (0b101, 3), (0b110, 3), (0b1110, 4), (0b11110, 5), (0b111110, 6), (0b1111110, 7), (0b11111110, 8), (0b111111110, 9)];

    public static byte[] Write(PictureSize size, Func<int, Rgb> colourOf)
    {
        using var file = new MemoryStream();
        file.Write([0xFF, 0xD8]);
        Segment(file, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        // Steps of eight: the coefficient of a mean is eight times the mean.
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)Block, 64)]);
        Segment(file, 0xC0, [8, (byte)(size.Height >> 8), (byte)size.Height, (byte)(size.Width >> 8), (byte)size.Width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        Segment(file, 0xC4, [0x00, .. DifferenceCounts, .. Enumerable.Range(0, Differences.Length).Select(static i => (byte)i)]);
        // All that is ever said of details: the end of the block, in one bit.
        Segment(file, 0xC4, [0x10, 1, .. new byte[15], 0]);
        Segment(file, 0xDA, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        Blocks(file, size, colourOf);
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static void Blocks(MemoryStream file, PictureSize size, Func<int, Rgb> colourOf)
    {
        var bits = new BitsFromAbove(file);
        int[] former = new int[3];
        for (int y = 0; y < size.Height; y += Block)
        {
            int[] colour = Components(colourOf(Math.Min(y + (Block / 2), size.Height - 1)));
            for (int x = 0; x < size.Width; x += Block)
            {
                for (int i = 0; i < 3; i++)
                {
                    Difference(bits, colour[i] - former[i]);
                    former[i] = colour[i];
                    bits.Add(0, 1);
                }
            }
        }
        bits.Finish();
    }

    private static void Difference(BitsFromAbove bits, int difference)
    {
        int size = 0;
        while (Math.Abs(difference) >> size != 0)
            size++;
        bits.Add(Differences[size].Code, Differences[size].Bits);
        bits.Add(difference < 0 ? difference + (1 << size) - 1 : difference, size);
    }

    private static int[] Components(Rgb colour)
    {
        (double r, double g, double b) = (colour.Red, colour.Green, colour.Blue);
        return
        [
            (int)Math.Round((0.299 * r) + (0.587 * g) + (0.114 * b)) - 128,
            (int)Math.Round((-0.168736 * r) - (0.331264 * g) + (0.5 * b)),
            (int)Math.Round((0.5 * r) - (0.418688 * g) - (0.081312 * b)),
        ];
    }

    private static void Segment(MemoryStream file, byte marker, byte[] content)
    {
        int length = content.Length + 2;
        file.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        file.Write(content);
    }

    private sealed class BitsFromAbove(MemoryStream file)
    {
        private int _byte;
        private int _count;

        public void Add(int value, int bits)
        {
            for (int i = bits - 1; i >= 0; i--)
            {
                _byte = (_byte << 1) | ((value >> i) & 1);
                if (++_count < 8)
                    continue;
                file.WriteByte((byte)_byte);
                if (_byte == 0xFF)
                    file.WriteByte(0);
                (_byte, _count) = (0, 0);
            }
        }

        public void Finish()
        {
            while (_count != 0)
                Add(1, 1);
        }
    }
}
