namespace KlingGen.Compiler.OpenApi;

/// <summary>Reads the Markdown of descriptions: paragraphs, lists, code, links, emphasis. What does not close is text.</summary>
internal static class Markdown
{
    // How far a mark looks for its end: a text of marks alone must not cost the square of its length.
    private const int Reach = 1000;

    /// <summary>The blocks that say something.</summary>
    public static List<DocBlock> Read(string text)
    {
        var blocks = new List<DocBlock>();
        var plain = new List<string>();
        var items = new List<string>();
        List<string>? code = null;

        void Flush()
        {
            if (plain.Count > 0 && Inline(string.Join(" ", plain)) is { Text.Length: > 0 } paragraph)
                blocks.Add(paragraph);
            if (items.Count > 0)
                blocks.Add(new DocList(items.Select(Inline).ToEquatableArray()));
            plain.Clear();
            items.Clear();
        }

        foreach (string raw in PlainText.Lines(text))
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
                    AddCode(blocks, code);
                    code = null;
                }
            }
            else if (code is not null)
            {
                code.Add(PlainText.Clean(raw.TrimEnd()));
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
            AddCode(blocks, code);
        Flush();
        return blocks;
    }

    private static void AddCode(List<DocBlock> blocks, List<string> code)
    {
        if (code.Count > 0)
            blocks.Add(new DocCode(code.ToEquatableArray()));
    }

    private static string? Bullet(string line)
    {
        if (line.Length > 2 && line[0] is '-' or '*' or '•' && line[1] == ' ')
            return line.Substring(2).TrimStart();
        int digits = 0;
        while (digits < line.Length && digits < 3 && line[digits] is >= '0' and <= '9')
            digits++;
        return digits > 0 && digits + 2 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? line.Substring(digits + 2).TrimStart() : null;
    }

    private static DocParagraph Inline(string text)
    {
        var spans = new List<DocSpan>();
        int from = 0;
        void AddText(int end)
        {
            if (end > from)
                spans.Add(new DocSpan(DocSpanKind.Text, PlainText.Clean(text.Substring(from, end - from))));
        }

        for (int i = 0; i < text.Length; i++)
        {
            (DocSpan Span, int End)? found = text[i] switch
            {
                '`' => Code(text, i),
                '[' => Link(text, i),
                '*' or '_' => Strong(text, i),
                _ => null,
            };
            if (found is not { } marked)
                continue;
            AddText(i);
            spans.Add(marked.Span with { Text = PlainText.Clean(marked.Span.Text) });
            from = marked.End;
            i = marked.End - 1;
        }
        AddText(text.Length);
        return new DocParagraph(spans.ToEquatableArray());
    }

    private static (DocSpan, int)? Code(string text, int start)
    {
        int ticks = 1;
        while (ticks < 3 && start + ticks < text.Length && text[start + ticks] == '`')
            ticks++;
        int end = Find(text, new string('`', ticks), start + ticks);
        return end <= start + ticks ? null : (new DocSpan(DocSpanKind.Code, text.Substring(start + ticks, end - start - ticks).Trim()), end + ticks);
    }

    private static (DocSpan, int)? Link(string text, int start)
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
        return (new DocSpan(DocSpanKind.Link, text.Substring(start + 1, close - start - 1), PlainText.Clean(address)), end + 1);
    }

    private static (DocSpan, int)? Strong(string text, int start)
    {
        if (start + 4 >= text.Length || text[start + 1] != text[start] || char.IsWhiteSpace(text[start + 2]) || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
            return null;
        int end = Find(text, new string(text[start], 2), start + 2);
        return end <= start + 2 ? null : (new DocSpan(DocSpanKind.Strong, text.Substring(start + 2, end - start - 2)), end + 2);
    }

    private static int Find(string text, string mark, int start) => text.IndexOf(mark, start, Math.Min(Reach, text.Length - start), StringComparison.Ordinal);
}
