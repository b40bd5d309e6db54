using System.Buffers.Text;
using System.Text;

namespace KlingGen;

/// <summary>Decodes files that an answer carries inside itself, as <c>data:</c> URIs.</summary>
internal static class FileDataUri
{
    public static bool Is(string url) => url.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The media type of the head, without parameters; null when none is given.</summary>
    public static string? ContentType(string uri)
    {
        int end = uri.AsSpan().IndexOfAny(',', ';');
        return end > 5 && end < 120 && uri.AsSpan(5, end - 5).Contains('/') ? uri[5..end] : null;
    }

    /// <exception cref="FormatException">The text is not a data URI.</exception>
    public static byte[] Decode(string uri)
    {
        int comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (!Is(uri) || comma < 0)
            throw new FormatException("A data URI must have a comma before its data.");
        ReadOnlySpan<char> head = uri.AsSpan(0, comma);
        ReadOnlySpan<char> data = uri.AsSpan(comma + 1);
        if (!head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return Encoding.Latin1.GetBytes(Uri.UnescapeDataString(data.ToString()));

        byte[] bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(data.Length) + 3];
        if (Convert.TryFromBase64Chars(data, bytes, out int written))
            return bytes.AsSpan(0, written).ToArray();
        // Percent signs stand where the data went through an address; missing padding is common.
        string text = Uri.UnescapeDataString(data.ToString()).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
    }
}
