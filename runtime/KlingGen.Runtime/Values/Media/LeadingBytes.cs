namespace KlingGen;

/// <summary>Media types by the first bytes of content whose name says nothing. Binary formats have a mark; text has none, and is text.</summary>
internal static class LeadingBytes
{
    /// <summary>How many bytes a mark may need.</summary>
    public const int Needed = 512;

    /// <summary>Text that is no longer than this can be taken for a binary format by its mark alone.</summary>
    private const int ShortText = 12;

    /// <summary>The type of content by its first bytes; null when they say nothing.</summary>
    /// <param name="head">The first bytes; where <see cref="TextContent.MayBeJson"/>, up to <see cref="TextContent.LongestJson"/> and one more.</param>
    public static string? TypeOf(ReadOnlySpan<byte> head)
    {
        // A song may begin with "ID3" and a letter with "BM".
        bool isText = TextContent.IsText(head);
        if (isText && head.Length > ShortText) return head.StartsWith("%PDF-"u8) ? "application/pdf" : TextContent.TypeOf(head);
        return Binary(head) ?? (isText ? TextContent.TypeOf(head) : null);
    }

    private static string? Binary(ReadOnlySpan<byte> head)
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
        return head.Length >= 3 && head[0] == 0xFF ? Mpeg(head[1], head[2]) : null;
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
}
