using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KlingGen.Emulator.Files;
using KlingGen.Emulator.Outputs;

namespace KlingGen.Emulator.Tests;

public sealed class PlaceholderTests
{
    [Fact]
    public void A_video_is_a_sound_mp4_of_four_key_pictures()
    {
        byte[] bytes = Placeholders.Of(MediaKind.Video, "a", seed: 3).Bytes.ToArray();
        Dictionary<string, (int Start, int Length)> boxes = Boxes(bytes);
        Assert.Equal(["avcC", "dinf", "dref", "ftyp", "hdlr", "mdat", "mdhd", "mdia", "minf", "moov", "mvhd", "stbl", "stco", "stsc", "stsd", "stsz", "stts", "tkhd", "trak", "vmhd"], boxes.Keys.Where(k => k != "avc1").Order(StringComparer.Ordinal));
        int at = Int(bytes, boxes["stco"].Start + 8);
        Assert.Equal(boxes["mdat"].Start, at);
        int count = Int(bytes, boxes["stsz"].Start + 8);
        Assert.Equal(4, count);
        for (int i = 0; i < count; i++)
        {
            int size = Int(bytes, boxes["stsz"].Start + 12 + (i * 4));
            Assert.Equal(size - 4, Int(bytes, at));
            Assert.Equal(0x65, bytes[at + 4]);
            Assert.InRange(size, 16 * 384, (16 * 384) + 100);
            at += size;
        }

        Assert.Equal(bytes.Length, at);
    }

    [Fact]
    public void A_sound_is_a_wav_whose_sizes_agree()
    {
        byte[] bytes = Placeholders.Of(MediaKind.Audio, "a", seed: 3).Bytes.ToArray();
        Assert.Equal("RIFF", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal(bytes.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)));
        Assert.Equal(bytes.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(40)));
        Assert.Contains(bytes.AsSpan(44).ToArray(), sample => sample > 16);
    }

    [Fact]
    public void A_mesh_is_a_glb_whose_scene_fits_its_data()
    {
        byte[] bytes = Placeholders.Of(MediaKind.Mesh, "a", seed: 3).Bytes.ToArray();
        Assert.Equal(bytes.Length, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        using JsonDocument scene = JsonDocument.Parse(bytes.AsMemory(20, length));
        int data = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(20 + length));
        Assert.Equal(data, scene.RootElement.GetProperty("buffers")[0].GetProperty("byteLength").GetInt32());
        Assert.Equal(bytes.Length, 28 + length + data);
    }

    [Fact]
    public void An_archive_opens_and_the_seed_decides_the_rest()
    {
        using var zip = new ZipArchive(new MemoryStream(Placeholders.Of(MediaKind.Archive, "a", 1).Bytes.ToArray()));
        Assert.Equal("a.txt", Assert.Single(zip.Entries).Name);

        foreach (MediaKind kind in Enum.GetValues<MediaKind>().Where(kind => kind != MediaKind.Image))
        {
            StoredFile first = Placeholders.Of(kind, "a", 1);
            Assert.Equal(first.Bytes.ToArray(), Placeholders.Of(kind, "a", 1).Bytes.ToArray());
            if (kind is MediaKind.Video or MediaKind.Audio)
                Assert.NotEqual(first.Bytes.ToArray(), Placeholders.Of(kind, "a", 2).Bytes.ToArray());
        }
    }

    /// <summary>Every box of the file by type; sizes must fill their parents exactly.</summary>
    private static Dictionary<string, (int Start, int Length)> Boxes(byte[] bytes)
    {
        var found = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        Walk(0, bytes.Length);
        return found;

        void Walk(int from, int to)
        {
            while (from < to)
            {
                int size = Int(bytes, from);
                string type = Encoding.ASCII.GetString(bytes, from + 4, 4);
                Assert.InRange(size, 8, to - from);
                found.Add(type, (from + 8, size - 8));
                if (type is "moov" or "trak" or "mdia" or "minf" or "dinf" or "stbl")
                    Walk(from + 8, from + size);
                else if (type == "stsd")
                    Walk(from + 16, from + size);
                else if (type == "avc1")
                    Walk(from + 86, from + size);
                from += size;
            }

            Assert.Equal(to, from);
        }
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
