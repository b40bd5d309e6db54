using System.Buffers.Binary;
using System.Text;

namespace KlingGen.Emulator.Outputs;

/// <summary>Two seconds of moving colour, 64 × 64; the seed decides the colour.</summary>
internal static class TinyMp4
{
    private const int Frames = 4;
    private const int TimeScale = 1000;
    private const int FrameTime = 500;
    private const int Matrix1 = 0x10000;
    private const int Matrix2 = 0x40000000;

    public static byte[] Make(long seed)
    {
        (byte cb, byte cr) = ((byte)(60 + ((ulong)seed % 130)), (byte)(60 + ((ulong)seed / 7 % 130)));
        byte[][] frames = [.. Enumerable.Range(0, Frames).Select(f => Sample(TinyH264.Picture(f, (x, y) => (byte)(32 + ((x + y + (f * 16)) % 128)), cb, cr)))];

        byte[] type = Box("ftyp", "isom"u8.ToArray(), Int(512), "isomiso2avc1mp41"u8.ToArray());
        // The place of the pictures is known once the length of the table that names it is.
        byte[] table = Movie(frames, dataAt: 0);
        return [.. type, .. Movie(frames, dataAt: type.Length + table.Length + 8), .. Box("mdat", frames)];
    }

    private static byte[] Movie(byte[][] frames, int dataAt) => Box("moov",
        Full("mvhd", 0, Int(0), Int(0), Int(TimeScale), Int(Frames * FrameTime), Int(Matrix1), Short(0x100), new byte[10], Matrix(), new byte[24], Int(2)),
        Box("trak",
            Full("tkhd", 3, Int(0), Int(0), Int(1), Int(0), Int(Frames * FrameTime), new byte[8], Short(0), Short(0), Short(0), Short(0), Matrix(), Int(TinyH264.Side << 16), Int(TinyH264.Side << 16)),
            Box("mdia",
                Full("mdhd", 0, Int(0), Int(0), Int(TimeScale), Int(Frames * FrameTime), Short(0x55C4), Short(0)),
                Full("hdlr", 0, Int(0), "vide"u8.ToArray(), new byte[12], "VideoHandler\0"u8.ToArray()),
                Box("minf",
                    Full("vmhd", 1, new byte[8]),
                    Box("dinf", Full("dref", 0, Int(1), Full("url ", 1))),
                    Box("stbl",
                        Full("stsd", 0, Int(1), Description()),
                        Full("stts", 0, Int(1), Int(Frames), Int(FrameTime)),
                        Full("stsc", 0, Int(1), Int(1), Int(Frames), Int(1)),
                        Full("stsz", 0, [Int(0), Int(Frames), .. frames.Select(static frame => Int(frame.Length))]),
                        Full("stco", 0, Int(1), Int(dataAt)))))));

    private static byte[] Description()
    {
        byte[] sps = TinyH264.SequenceParameters(), pps = TinyH264.PictureParameters();
        byte[] configuration = Box("avcC", [1, 66, 0xC0, 30, 0xFF, 0xE1], Short(sps.Length), sps, [1], Short(pps.Length), pps);
        return Box("avc1", new byte[6], Short(1), new byte[16], Short(TinyH264.Side), Short(TinyH264.Side), Int(0x480000), Int(0x480000), Int(0), Short(1), new byte[32], Short(24), Short(-1), configuration);
    }

    private static byte[] Sample(byte[] unit) => [.. Int(unit.Length), .. unit];

    private static byte[] Matrix() => [.. Int(Matrix1), .. new byte[12], .. Int(Matrix1), .. new byte[12], .. Int(Matrix2)];

    private static byte[] Full(string type, int flags, params byte[][] parts) => Box(type, [Int(flags), .. parts]);

    private static byte[] Box(string type, params byte[][] parts) => [.. Int(8 + parts.Sum(static part => part.Length)), .. Encoding.ASCII.GetBytes(type), .. parts.SelectMany(static part => part)];

    private static byte[] Int(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, unchecked((short)value));
        return bytes;
    }
}
