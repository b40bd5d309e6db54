using System.Buffers;

namespace KlingGen;

/// <summary>Data URIs: made from bytes, and looked into as far as validation needs.</summary>
internal static class DataUri
{
    public static string Make(string contentType, ReadOnlySpan<byte> bytes) =>
        string.Concat($"data:{contentType};base64,", Convert.ToBase64String(bytes));

    /// <summary>Length and size of base64 content; nothing about other forms, nor about content that is no base64.</summary>
    public static MediaFacts Inspect(string text, bool pixels)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)) return default;
        ReadOnlySpan<char> content = text.AsSpan(comma + 1);

        // Blanks and percent signs would need decoding first; nobody writes them, and the service can check them.
        if (content.Length % 4 != 0 || content.ContainsAny(" \r\n\t%")) return default;
        int padding = content.EndsWith("==") ? 2 : content.EndsWith("=") ? 1 : 0;
        return new MediaFacts((content.Length / 4 * 3L) - padding, pixels ? ReadHeader(content) : null, null);
    }

    private static ImageSize? ReadHeader(ReadOnlySpan<char> content)
    {
        content = content[..Math.Min(content.Length, ImageHeader.Needed / 3 * 4)];
        byte[] head = ArrayPool<byte>.Shared.Rent(ImageHeader.Needed);
        try
        {
            return Convert.TryFromBase64Chars(content, head, out int written) ? ImageHeader.TryRead(head.AsSpan(0, written)) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }
}
