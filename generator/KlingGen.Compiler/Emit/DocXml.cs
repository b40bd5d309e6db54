namespace KlingGen.Compiler.Emit;

/// <summary>Documentation as the elements of a comment. Nothing foreign gets into one except through <see cref="XmlText"/>.</summary>
internal static class DocXml
{
    /// <summary>One line, or the lines of a list or of a block of code.</summary>
    public static string Of(DocBlock block) => block switch
    {
        DocParagraph paragraph => Of(paragraph.Spans),
        DocList list => "<list type=\"bullet\">\n" + string.Concat(list.Items.Select(static item => $"<item><description>{Of(item.Spans)}</description></item>\n")) + "</list>",
        DocCode code => "<code>\n" + string.Join("\n", code.Lines.Select(XmlText.Escape)) + "\n</code>",
        _ => throw new InvalidOperationException($"{block.GetType().Name} has no XML."),
    };

    public static string Of(IEnumerable<DocSpan> spans) => string.Concat(spans.Select(static span => Of(span))).Trim();

    private static string Of(DocSpan span) => span.Kind switch
    {
        DocSpanKind.Strong => $"<b>{XmlText.Escape(span.Text)}</b>",
        DocSpanKind.Code => $"<c>{XmlText.Escape(span.Text)}</c>",
        DocSpanKind.Value => $"<c>{XmlText.EscapeBlanks(XmlText.Escape(span.Text))}</c>",
        DocSpanKind.Link => $"<see href=\"{XmlText.EscapeAttribute(span.Address!)}\">{XmlText.Escape(span.Text)}</see>",
        DocSpanKind.Reference => $"<see cref=\"{XmlText.EscapeAttribute(span.Text)}\"/>",
        DocSpanKind.Keyword => $"<see langword=\"{XmlText.EscapeAttribute(span.Text)}\"/>",
        _ => XmlText.Escape(span.Text),
    };
}
