using System.Buffers;

namespace KlingGen;

/// <summary>What can be said about addresses and data URIs without decoding or allocating.</summary>
internal static class MediaText
{
    private static readonly SearchValues<char> Unprintable = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F \u007F");

    /// <summary>Whether the text is an absolute address: a scheme, <c>://</c>, a host, and no blanks or control characters.</summary>
    /// <remarks>Deliberately loose: which schemes the service fetches from is the service's business.</remarks>
    public static bool IsUrl(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        if (colon < 2 || !text[(colon + 1)..].StartsWith("//", StringComparison.Ordinal) || text.Length <= colon + 3) return false;
        if (!char.IsAsciiLetter(text[0])) return false;
        foreach (char c in text[1..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
        }

        return text[colon + 3] is not ('/' or '?' or '#') && !text[colon..].ContainsAny(Unprintable);
    }

    /// <summary>Whether the text is a data URI by its frame; the content is not decoded.</summary>
    public static bool IsDataUri(ReadOnlySpan<char> text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.Contains(',');

    /// <summary>The media type of a data URI, empty when it does not say.</summary>
    public static string DataUriContentType(string text)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        ReadOnlySpan<char> head = comma < 5 ? default : text.AsSpan(5, comma - 5);
        int parameters = head.IndexOf(';');
        if (parameters >= 0) head = head[..parameters];
        return head.Length > 80 ? string.Empty : head.ToString();
    }

    /// <summary>Host and file name of an address, without the query: that may hold a signature.</summary>
    public static string HostAndFile(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)) return "text that is not an address";
        string file = Path.GetFileName(uri.AbsolutePath);
        return file.Length == 0 ? $"{uri.Scheme}://{uri.Host}" : $"{uri.Scheme}://{uri.Host}/…/{file}";
    }
}
