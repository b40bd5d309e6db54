using System.Globalization;
using System.Text;

namespace KlingGen.Compiler.Emit;

/// <summary>The one place where foreign text enters a documentation comment.</summary>
internal static class XmlText
{
    /// <summary>
    /// Escapes markup and drops what a comment must not hold: characters that XML forbids, every kind of line break (a comment would
    /// end there), and marks that turn the direction of text, which make code look like what it is not.
    /// </summary>
    public static string Escape(string text)
    {
        StringBuilder? escaped = null;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            string? instead = c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029' or '\v' or '\f' => " ",
                _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) => null,
                _ when char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]) => null,
                _ when char.IsSurrogate(c) => "\uFFFD",
                '\uFFFE' or '\uFFFF' => "",
                _ when char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format => "",
                _ => null,
            };
            if (instead is null)
            {
                escaped?.Append(c);
                continue;
            }
            escaped ??= new StringBuilder(text, 0, i, text.Length + 16);
            escaped.Append(instead);
        }
        return escaped?.ToString() ?? text;
    }

    /// <summary>The same for a value between double quotes.</summary>
    public static string EscapeAttribute(string text) => Escape(text).Replace("\"", "&quot;");
}
