using System.Text.Json;
using System.Text.Unicode;

namespace KlingGen;

/// <summary>
/// What text is, where no name says it. Songs, subtitles, tables and settings begin with anything, brackets too, so all is plain text but JSON that parses
/// and SVG, which is an image.
/// </summary>
internal static class TextContent
{
    /// <summary>The most bytes that are parsed to find out whether text is JSON; of longer text this much must parse.</summary>
    public const int LongestJson = 1024 * 1024;

    private const int DeepestJson = 1000;

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Only what is plainly text: no control characters but blanks, and valid UTF-8 as far as it was read.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) return false;
        head = head[..Math.Min(head.Length, LeadingBytes.Needed)];
        foreach (byte b in head)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7F) return false;
        }

        // The last character may be cut.
        int cut = head.Length;
        for (int back = 0; back < 3 && cut > 0 && !Utf8.IsValid(head[..cut]); back++) cut--;
        return cut > 0 && Utf8.IsValid(head[..cut]);
    }

    /// <summary>Whether it must be parsed to know: it is text that begins like JSON.</summary>
    public static bool MayBeJson(ReadOnlySpan<byte> head) => IsText(head) && Start(head) is [(byte)'{' or (byte)'[', ..];

    public static string TypeOf(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> start = Start(text);
        if (IsSvg(start)) return "image/svg+xml";
        return start is [(byte)'{' or (byte)'[', ..] && IsJson(start) ? "application/json" : "text/plain";
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text) => (text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text).TrimStart(Blanks);

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: text.Length <= LongestJson, new JsonReaderState(new JsonReaderOptions { MaxDepth = DeepestJson }));
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The root element, behind what XML allows before it: the declaration, comments, the document type.
    private static bool IsSvg(ReadOnlySpan<byte> start)
    {
        while (start.StartsWith("<?"u8) || start.StartsWith("<!"u8))
        {
            ReadOnlySpan<byte> end = start.StartsWith("<!--"u8) ? "-->"u8 : ">"u8;
            int length = start.IndexOf(end);
            if (length < 0) return false;
            start = start[(length + end.Length)..].TrimStart(Blanks);
        }

        return start.StartsWith("<svg"u8) && (start.Length == 4 || start[4] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'>' or (byte)'/');
    }
}
