namespace KlingGen.Compiler.Emit;

/// <summary>The one place where foreign text enters a documentation comment.</summary>
internal static class XmlText
{
    /// <summary>Escapes markup and drops what a comment must not hold; a line break would end it.</summary>
    public static string Escape(string text) => PlainText.Clean(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>The same for a value between double quotes.</summary>
    public static string EscapeAttribute(string text) => Escape(text).Replace("\"", "&quot;");

    /// <summary>Of several blanks in a row all but the first as references, because XML and the wrapping of lines would lose them.</summary>
    public static string EscapeBlanks(string escaped)
    {
        for (int at = escaped.IndexOf("  ", StringComparison.Ordinal); at >= 0; at = escaped.IndexOf("  ", StringComparison.Ordinal))
        {
            int end = at + 1;
            while (end < escaped.Length && escaped[end] == ' ')
                end++;
            escaped = escaped.Substring(0, at + 1) + string.Concat(Enumerable.Repeat("&#32;", end - at - 1)) + escaped.Substring(end);
        }
        return escaped;
    }
}
