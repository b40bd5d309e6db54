using System.Buffers.Binary;

namespace KlingGen.Emulator.Outputs;

/// <summary>Half a second of a soft tone, 16 bit mono at 16 kHz; the seed decides the pitch.</summary>
internal static class TinyWav
{
    private const int Rate = 16000;
    private const int Samples = Rate / 2;

    public static byte[] Make(long seed)
    {
        byte[] bytes = new byte[44 + (Samples * 2)];
        "RIFF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        "WAVEfmt "u8.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(34), 16);
        "data"u8.CopyTo(bytes.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), Samples * 2);

        double pitch = 220 * Math.Pow(2, (ulong)seed % 24 / 12.0);
        for (int i = 0; i < Samples; i++)
        {
            double fade = Math.Sin(Math.PI * i / Samples);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(44 + (i * 2)), (short)(8000 * fade * Math.Sin(Math.Tau * pitch * i / Rate)));
        }

        return bytes;
    }
}
