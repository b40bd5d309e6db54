using System.Text;
using KlingGen.Compiler.Emit;

namespace KlingGen.Compiler.OpenApi;

/// <summary>
/// Turns the Markdown of descriptions into the elements of documentation comments: paragraphs, lists, code, links, emphasis. What
/// does not close is text. Nothing foreign reaches the comment except through <see cref="XmlText"/>.
/// </summary>
internal static class Markdown
{
    // How far a mark looks for its end: a text of marks alone must not cost the square of its length.
    private const int Reach = 1000;

    /// <summary>One string a paragraph; a list or a block of code is a paragraph of several lines.</summary>
    public static List<string> ToXml(string text)
    {
        var paragraphs = new List<string>();
        var plain = new List<string>();
        var items = new List<string>();
        List<string>? code = null;

        void Flush()
        {
            if (plain.Count > 0)
                paragraphs.Add(Inline(string.Join(" ", plain)));
            if (items.Count > 0)
                paragraphs.Add("<list type=\"bullet\">\n" + string.Concat(items.Select(static item => $"<item><description>{Inline(item)}</description></item>\n")) + "</list>");
            plain.Clear();
            items.Clear();
        }

        foreach (string raw in Lines(text))
        {
            string line = raw.Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (code is null)
                {
                    Flush();
                    code = [];
                }
                else
                {
                    AddCode(paragraphs, code);
                    code = null;
                }
            }
            else if (code is not null)
            {
                code.Add(XmlText.Escape(raw.TrimEnd()));
            }
            else if (line.Length == 0)
            {
                Flush();
            }
            else if (Bullet(line) is { } item)
            {
                if (plain.Count > 0)
                    Flush();
                items.Add(item);
            }
            else if (items.Count > 0)
            {
                items[items.Count - 1] += " " + line;
            }
            else
            {
                plain.Add(line.TrimStart('#').TrimStart());
            }
        }
        if (code is not null)
            AddCode(paragraphs, code);
        Flush();
        paragraphs.RemoveAll(static paragraph => string.IsNullOrWhiteSpace(paragraph));
        return paragraphs;
    }

    /// <summary>Every run of blanks and line breaks as one space.</summary>
    public static string SingleLine(string text) => string.Join(" ", Lines(text).SelectMany(static line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)));

    private static void AddCode(List<string> paragraphs, List<string> code)
    {
        if (code.Count > 0)
            paragraphs.Add("<code>\n" + string.Join("\n", code) + "\n</code>");
    }

    private static string[] Lines(string text) => text.Replace("\r\n", "\n").Split(['\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f']);

    private static string? Bullet(string line)
    {
        if (line.Length > 2 && line[0] is '-' or '*' or '•' && line[1] == ' ')
            return line.Substring(2).TrimStart();
        int digits = 0;
        while (digits < line.Length && digits < 3 && line[digits] is >= '0' and <= '9')
            digits++;
        return digits > 0 && digits + 2 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? line.Substring(digits + 2).TrimStart() : null;
    }

    private static string Inline(string text)
    {
        var xml = new StringBuilder();
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            (string Xml, int End)? found = text[i] switch
            {
                '`' => Code(text, i),
                '[' => Link(text, i),
                '*' or '_' => Strong(text, i),
                _ => null,
            };
            if (found is not { } element)
                continue;
            xml.Append(XmlText.Escape(text.Substring(from, i - from))).Append(element.Xml);
            from = element.End;
            i = element.End - 1;
        }
        return xml.Append(XmlText.Escape(text.Substring(from))).ToString().Trim();
    }

    private static (string, int)? Code(string text, int start)
    {
        int ticks = 1;
        while (ticks < 3 && start + ticks < text.Length && text[start + ticks] == '`')
            ticks++;
        int end = Find(text, new string('`', ticks), start + ticks);
        return end <= start + ticks ? null : ("<c>" + XmlText.Escape(text.Substring(start + ticks, end - start - ticks).Trim()) + "</c>", end + ticks);
    }

    private static (string, int)? Link(string text, int start)
    {
        int close = Find(text, "]", start);
        if (close <= start + 1 || close + 1 >= text.Length || text[close + 1] != '(')
            return null;
        int end = Find(text, ")", close);
        if (end < 0)
            return null;
        string address = text.Substring(close + 2, end - close - 2).Trim();
        if (!address.StartsWith("https://", StringComparison.Ordinal) && !address.StartsWith("http://", StringComparison.Ordinal))
            return null;
        return ($"<see href=\"{XmlText.EscapeAttribute(address)}\">{XmlText.Escape(text.Substring(start + 1, close - start - 1))}</see>", end + 1);
    }

    private static (string, int)? Strong(string text, int start)
    {
        if (start + 4 >= text.Length || text[start + 1] != text[start] || char.IsWhiteSpace(text[start + 2]) || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
            return null;
        int end = Find(text, new string(text[start], 2), start + 2);
        return end <= start + 2 ? null : ($"<b>{XmlText.Escape(text.Substring(start + 2, end - start - 2))}</b>", end + 2);
    }

    private static int Find(string text, string mark, int start) => text.IndexOf(mark, start, Math.Min(Reach, text.Length - start), StringComparison.Ordinal);
}
