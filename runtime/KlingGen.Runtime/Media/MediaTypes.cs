namespace KlingGen;

/// <summary>Media types by file name and by leading bytes, and the extension for one.</summary>
internal static class MediaTypes
{
    /// <summary>The type of content that nothing is known about.</summary>
    public const string Unknown = "application/octet-stream";

    /// <summary>How many leading bytes the recognition looks at.</summary>
    public const int Needed = 512;

    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".jfif"] = "image/jpeg",
        [".webp"] = "image/webp",
        [".gif"] = "image/gif",
        [".bmp"] = "image/bmp",
        [".tif"] = "image/tiff",
        [".tiff"] = "image/tiff",
        [".avif"] = "image/avif",
        [".heic"] = "image/heic",
        [".svg"] = "image/svg+xml",
        [".ico"] = "image/x-icon",
        [".mp4"] = "video/mp4",
        [".m4v"] = "video/x-m4v",
        [".mov"] = "video/quicktime",
        [".webm"] = "video/webm",
        [".mkv"] = "video/x-matroska",
        [".avi"] = "video/x-msvideo",
        [".mpg"] = "video/mpeg",
        [".mpeg"] = "video/mpeg",
        [".mp3"] = "audio/mpeg",
        [".wav"] = "audio/wav",
        [".ogg"] = "audio/ogg",
        [".oga"] = "audio/ogg",
        [".opus"] = "audio/opus",
        [".flac"] = "audio/flac",
        [".m4a"] = "audio/mp4",
        [".aac"] = "audio/aac",
        [".aif"] = "audio/aiff",
        [".aiff"] = "audio/aiff",
        [".glb"] = "model/gltf-binary",
        [".gltf"] = "model/gltf+json",
        [".obj"] = "model/obj",
        [".stl"] = "model/stl",
        [".ply"] = "application/ply",
        [".fbx"] = "application/octet-stream",
        [".pdf"] = "application/pdf",
        [".zip"] = "application/zip",
        [".gz"] = "application/gzip",
        [".tar"] = "application/x-tar",
        [".json"] = "application/json",
        [".jsonl"] = "application/jsonl",
        [".txt"] = "text/plain",
        [".md"] = "text/markdown",
        [".csv"] = "text/csv",
        [".html"] = "text/html",
        [".srt"] = "application/x-subrip",
        [".vtt"] = "text/vtt",
        [".safetensors"] = "application/octet-stream",
    };

    /// <summary>The type of a file by its name; null when the name says nothing.</summary>
    public static string? ByFileName(string? fileName) =>
        fileName is not null && ByExtension.TryGetValue(Path.GetExtension(fileName), out string? type) ? type : null;

    /// <summary>The extension for a type, with its dot; null when none is known.</summary>
    public static string? Extension(string type)
    {
        int parameters = type.IndexOf(';', StringComparison.Ordinal);
        string plain = parameters < 0 ? type : type[..parameters].Trim();
        if (plain.Equals(Unknown, StringComparison.OrdinalIgnoreCase)) return null;
        foreach (KeyValuePair<string, string> known in ByExtension)
        {
            if (known.Value.Equals(plain, StringComparison.OrdinalIgnoreCase)) return known.Key;
        }

        return null;
    }

    /// <summary>The type of content by its first bytes; null when they say nothing.</summary>
    public static string? ByLeadingBytes(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return "image/png";
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)) return "image/gif";
        if (head.StartsWith("RIFF"u8) && head.Length >= 12) return Riff(head[8..]);
        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8)) return IsoMedia(head[8..]);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3])) return head.IndexOf("matroska"u8) >= 0 ? "video/x-matroska" : "video/webm";
        if (head.StartsWith("ID3"u8)) return "audio/mpeg";
        if (head.StartsWith("OggS"u8)) return "audio/ogg";
        if (head.StartsWith("fLaC"u8)) return "audio/flac";
        if (head.StartsWith("glTF"u8)) return "model/gltf-binary";
        if (head.StartsWith("%PDF-"u8)) return "application/pdf";
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 3, 4])) return "application/zip";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "application/gzip";
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)) return "image/tiff";
        if (head.StartsWith("BM"u8) && head.Length >= 26 && head[14] is 12 or 40 or 52 or 56 or 64 or 108 or 124) return "image/bmp";
        if (head.Length >= 3 && head[0] == 0xFF && Mpeg(head[1], head[2]) is { } audio) return audio;
        return Text(head);
    }

    private static string? Riff(ReadOnlySpan<byte> kind) =>
        kind.StartsWith("WEBP"u8) ? "image/webp" : kind.StartsWith("WAVE"u8) ? "audio/wav" : kind.StartsWith("AVI "u8) ? "video/x-msvideo" : null;

    // The frame header of MPEG audio: eleven bits set, then version and layer. Layer I is left out: it would be the byte order mark of UTF-16.
    private static string? Mpeg(byte second, byte third)
    {
        if (second is 0xF0 or 0xF1 or 0xF8 or 0xF9) return "audio/aac";
        bool version = (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08;
        bool layer = (second & 0x06) is 0x02 or 0x04;
        bool rate = (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C;
        return version && layer && rate ? "audio/mpeg" : null;
    }

    private static string IsoMedia(ReadOnlySpan<byte> brand)
    {
        if (brand.StartsWith("qt  "u8)) return "video/quicktime";
        if (brand.StartsWith("M4A "u8) || brand.StartsWith("M4B "u8)) return "audio/mp4";
        if (brand.StartsWith("M4V"u8)) return "video/x-m4v";
        if (brand.StartsWith("avif"u8) || brand.StartsWith("avis"u8)) return "image/avif";
        return brand.StartsWith("heic"u8) || brand.StartsWith("heix"u8) || brand.StartsWith("mif1"u8) ? "image/heic" : "video/mp4";
    }

    // Only what is plainly text: no control characters but blanks, and valid UTF-8 as far as it was read.
    private static string? Text(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return null;
        if (head.Length > Needed) head = head[..Needed];
        foreach (byte b in head)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7F) return null;
        }

        // The last character may be cut.
        int cut = head.Length;
        for (int back = 0; back < 3 && cut > 0 && !System.Text.Unicode.Utf8.IsValid(head[..cut]); back++) cut--;
        if (cut == 0 || !System.Text.Unicode.Utf8.IsValid(head[..cut])) return null;
        ReadOnlySpan<byte> start = head.TrimStart((byte)' ').TrimStart("\r\n\t "u8);
        if (start.StartsWith("<svg"u8)) return "image/svg+xml";
        return start.Length > 0 && start[0] is (byte)'{' or (byte)'[' ? "application/json" : "text/plain";
    }
}
