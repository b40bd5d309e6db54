using System.Globalization;
using System.Text;

namespace KlingGen.Cli.Output;

/// <summary>Foreign text inside Markdown that others render, in a pull request for example: it stays text.</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*_{}[]<>#+!|~@&$^";
    private const char ZeroWidthSpace = '\u200B';

    /// <summary>
    /// What could mean something stands as an entity, which no renderer takes for a mark of its own; behind <c>@</c> and <c>#</c> a space
    /// without width, so that nobody is called and no issue is linked. For the middle of a line.
    /// </summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                safe.Append(' ');
            else if (rune.IsAscii && Marks.Contains((char)rune.Value, StringComparison.Ordinal))
                safe.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
            else
                safe.Append(rune.ToString());
            if (rune.Value is '@' or '#')
                safe.Append(ZeroWidthSpace);
        }

        // Bare addresses become links.
        return safe.Replace("www.", "www&#46;").Replace("WWW.", "WWW&#46;").Replace("://", "&#58;//").ToString();
    }
}
