using System.Buffers.Binary;

namespace KlingGen.Emulator.Outputs;

/// <summary>A glTF 2.0 binary with one triangle.</summary>
internal static class TinyGlb
{
    private static readonly float[] Corners = [0, 0, 0, 1, 0, 0, 0, 1, 0];

    public static byte[] Make()
    {
        byte[] scene = Padded("""
            {"asset":{"version":"2.0","generator":"KlingGen emulator"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
            "meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],
            "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[1,1,0]}],
            "bufferViews":[{"buffer":0,"byteLength":36,"target":34962}],"buffers":[{"byteLength":36}]}
            """u8);
        byte[] bytes = new byte[12 + 8 + scene.Length + 8 + (Corners.Length * 4)];
        "glTF"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 2);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), scene.Length);
        "JSON"u8.CopyTo(bytes.AsSpan(16));
        scene.CopyTo(bytes, 20);
        int at = 20 + scene.Length;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), Corners.Length * 4);
        "BIN\0"u8.CopyTo(bytes.AsSpan(at + 4));
        for (int i = 0; i < Corners.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at + 8 + (i * 4)), Corners[i]);
        return bytes;
    }

    private static byte[] Padded(ReadOnlySpan<byte> text)
    {
        byte[] padded = new byte[(text.Length + 3) / 4 * 4];
        padded.AsSpan().Fill((byte)' ');
        text.CopyTo(padded);
        return padded;
    }
}
