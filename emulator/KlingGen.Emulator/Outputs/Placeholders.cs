using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KlingGen.Emulator.Files;

namespace KlingGen.Emulator.Outputs;

/// <summary>Small sound files of the kinds that are not drawn; the seed decides what is seen and heard.</summary>
internal static class Placeholders
{
    private static readonly DateTimeOffset NoTime = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static StoredFile Of(MediaKind kind, string name, long seed) => kind switch
    {
        MediaKind.Video => new StoredFile(name + ".mp4", "video/mp4", TinyMp4.Make(seed)),
        MediaKind.Audio => new StoredFile(name + ".wav", "audio/wav", TinyWav.Make(seed)),
        MediaKind.Mesh => new StoredFile(name + ".glb", "model/gltf-binary", TinyGlb.Make()),
        MediaKind.Archive => new StoredFile(name + ".zip", "application/zip", Zip(name)),
        MediaKind.Json => new StoredFile(name + ".json", "application/json", "{}"u8.ToArray()),
        MediaKind.Text => new StoredFile(name + ".txt", "text/plain", Encoding.UTF8.GetBytes($"Made by the KlingGen emulator, seed {seed}.\n")),
        _ => new StoredFile(name + ".safetensors", "application/octet-stream", Safetensors()),
    };

    private static byte[] Zip(string name)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.CreateEntry(name + ".txt");
            entry.LastWriteTime = NoTime;
            using Stream text = entry.Open();
            text.Write("Made by the KlingGen emulator.\n"u8);
        }

        return bytes.ToArray();
    }

    /// <summary>Weights without a tensor: the length of the header, then the header.</summary>
    private static byte[] Safetensors()
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 8);
        "{}      "u8.CopyTo(bytes.AsSpan(8));
        return bytes;
    }
}
