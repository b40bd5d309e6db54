namespace KlingGen.Emulator.Outputs;

/// <summary>H.264 without compression: each picture is an IDR slice of I_PCM macroblocks, which every decoder must take.</summary>
internal static class TinyH264
{
    public const int Blocks = 4;
    public const int Side = Blocks * 16;

    public static byte[] SequenceParameters()
    {
        var bits = new BitWriter();
        bits.Byte(0x67);
        bits.Byte(66);
        bits.Byte(0xC0);
        bits.Byte(30);
        bits.Golomb(0);
        bits.Golomb(0);
        bits.Golomb(2);
        bits.Golomb(1);
        bits.Bit(0);
        bits.Golomb(Blocks - 1);
        bits.Golomb(Blocks - 1);
        bits.Bit(1);
        bits.Bit(1);
        bits.Bit(0);
        bits.Bit(0);
        return bits.Finish();
    }

    public static byte[] PictureParameters()
    {
        var bits = new BitWriter();
        bits.Byte(0x68);
        bits.Golomb(0);
        bits.Golomb(0);
        bits.Bit(0);
        bits.Bit(0);
        bits.Golomb(0);
        bits.Golomb(0);
        bits.Golomb(0);
        bits.Bit(0);
        bits.Bits(0, 2);
        bits.Golomb(0);
        bits.Golomb(0);
        bits.Golomb(0);
        bits.Bit(1);
        bits.Bit(0);
        bits.Bit(0);
        return bits.Finish();
    }

    /// <param name="number">Which picture; neighbours must differ in their id.</param>
    /// <param name="luma">Brightness of a pixel, 16 to 235.</param>
    /// <param name="cb">Blueness of all pixels, 16 to 240.</param>
    /// <param name="cr">Redness of all pixels, 16 to 240.</param>
    public static byte[] Picture(int number, Func<int, int, byte> luma, byte cb, byte cr)
    {
        var bits = new BitWriter();
        bits.Byte(0x65);
        bits.Golomb(0);
        bits.Golomb(7);
        bits.Golomb(0);
        bits.Bits(0, 4);
        bits.Golomb(number & 1);
        bits.Bit(0);
        bits.Bit(0);
        bits.Golomb(0);
        bits.Golomb(1);
        for (int block = 0; block < Blocks * Blocks; block++)
        {
            bits.Golomb(25);
            bits.Align();
            for (int i = 0; i < 256; i++)
                bits.Byte(luma((block % Blocks * 16) + (i % 16), (block / Blocks * 16) + (i / 16)));
            for (int i = 0; i < 128; i++)
                bits.Byte(i < 64 ? cb : cr);
        }

        return bits.Finish();
    }

    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _current;
        private int _count;

        public void Bit(int bit)
        {
            _current = (_current << 1) | bit;
            if (++_count == 8)
            {
                _bytes.Add((byte)_current);
                (_current, _count) = (0, 0);
            }
        }

        public void Bits(int value, int count)
        {
            while (count-- > 0)
                Bit((value >> count) & 1);
        }

        public void Byte(byte value) => Bits(value, 8);

        /// <summary>Exp-Golomb; zero is the same signed and unsigned, and nothing else is needed signed.</summary>
        public void Golomb(int value)
        {
            int length = 32 - int.LeadingZeroCount(value + 1);
            Bits(0, length - 1);
            Bits(value + 1, length);
        }

        public void Align()
        {
            while (_count != 0)
                Bit(0);
        }

        /// <summary>Ends the unit and keeps start codes out of it.</summary>
        public byte[] Finish()
        {
            Bit(1);
            Align();
            var escaped = new List<byte>(_bytes.Count + 16);
            int zeros = 0;
            foreach (byte value in _bytes)
            {
                if (zeros == 2 && value <= 3)
                {
                    escaped.Add(3);
                    zeros = 0;
                }

                escaped.Add(value);
                zeros = value == 0 ? zeros + 1 : 0;
            }

            return [.. escaped];
        }
    }
}
