using System.Globalization;
using System.Text;

namespace KlingGen.Compiler;

/// <summary>Foreign text on one line, and without what is no text.</summary>
internal static class PlainText
{
    private static readonly char[] s_breaks = ['\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f'];
    private static readonly char[] s_blanks = [' ', '\t'];

    /// <summary>
    /// Drops what neither a comment nor a terminal may get: characters that XML forbids, and marks that turn the direction of text, which make code
    /// look like what it is not. Every kind of line break becomes a blank, half a surrogate pair U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            string? instead = c switch
            {
                '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029' or '\v' or '\f' => " ",
                _ when char.IsSurrogate(c) => IsPaired(text, i) ? null : "\uFFFD",
                '\uFFFE' or '\uFFFF' => "",
                _ when char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format => "",
                _ => null,
            };
            if (instead is null)
                clean?.Append(c);
            else
                (clean ??= new StringBuilder(text, 0, i, text.Length)).Append(instead);
        }
        return clean?.ToString() ?? text;
    }

    /// <summary>Every run of blanks and line breaks as one space.</summary>
    public static string SingleLine(string text) => IsSingleLine(text)
        ? text
        : string.Join(" ", Lines(text).SelectMany(static line => line.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The lines of a text, whatever breaks them.</summary>
    public static string[] Lines(string text) => text.IndexOfAny(s_breaks) < 0 ? [text] : text.Replace("\r\n", "\n").Split(s_breaks);

    /// <summary>Half a surrogate pair has no UTF-8, and becomes U+FFFD as it does on the wire.</summary>
    public static string WithoutLoneSurrogates(string text)
    {
        StringBuilder? clean = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]) || IsPaired(text, i))
                clean?.Append(text[i]);
            else
                (clean ??= new StringBuilder(text, 0, i, text.Length)).Append('\uFFFD');
        }
        return clean?.ToString() ?? text;
    }

    // Most texts are, and are then not taken apart.
    private static bool IsSingleLine(string text) => text.Length > 0 && text[0] != ' ' && text[^1] != ' '
        && text.IndexOf('\t') < 0 && text.IndexOf("  ", StringComparison.Ordinal) < 0 && text.IndexOfAny(s_breaks) < 0;

    private static bool IsPaired(string text, int i) => char.IsHighSurrogate(text[i])
        ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        : char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]);
}
