using System.Runtime.CompilerServices;

namespace KlingGen.Compiler.Emit;

/// <summary>A sentence of documentation while it is put together: an interpolated text whose holes keep what they are.</summary>
[InterpolatedStringHandler]
internal sealed class DocLine
{
    private readonly List<DocSpan> _spans;

    public DocLine(int literalLength, int formattedCount) => _spans = new List<DocSpan>(literalLength == 0 ? formattedCount : (formattedCount * 2) + 1);

    private DocLine(IEnumerable<DocSpan> spans) => _spans = [.. spans];

    public static DocLine Empty { get; } = new([]);

    public bool IsEmpty => _spans.Count == 0;

    /// <summary>The words without marks.</summary>
    public string Text => string.Concat(_spans.Select(static span => span.Text));

    /// <summary>The line that an interpolated text makes, where nothing else says that it is to be one.</summary>
    public static DocLine Sentence(DocLine line) => line;

    public static DocLine Plain(string text)
    {
        var line = new DocLine([]);
        line.AppendLiteral(text);
        return line;
    }

    public static DocSpan Words(string text) => new(DocSpanKind.Text, text);

    public static DocSpan Code(string text) => new(DocSpanKind.Code, text);

    public static DocSpan Reference(string name) => new(DocSpanKind.Reference, name);

    /// <summary>What is not empty, one behind the other.</summary>
    public static DocLine Join(string separator, IEnumerable<DocLine> lines)
    {
        var all = new DocLine([]);
        foreach (DocLine line in lines.Where(static line => !line.IsEmpty))
        {
            if (!all.IsEmpty)
                all.AppendLiteral(separator);
            all.AppendFormatted(line);
        }
        return all;
    }

    public void AppendLiteral(string text)
    {
        if (text.Length == 0)
            return;
        if (_spans.Count > 0 && _spans[_spans.Count - 1] is { Kind: DocSpanKind.Text } last)
            _spans[_spans.Count - 1] = last with { Text = last.Text + text };
        else
            _spans.Add(new DocSpan(DocSpanKind.Text, text));
    }

    public void AppendFormatted(string text) => AppendLiteral(text);

    public void AppendFormatted(DocSpan span)
    {
        if (span.Kind == DocSpanKind.Text)
            AppendLiteral(span.Text);
        else
            _spans.Add(span);
    }

    public void AppendFormatted(DocLine line)
    {
        foreach (DocSpan span in line._spans)
            AppendFormatted(span);
    }

    /// <summary>For the middle of a sentence: with a small letter first.</summary>
    public DocLine Uncapitalized() => _spans is [{ Kind: DocSpanKind.Text } first, ..]
        ? new DocLine([first with { Text = char.ToLowerInvariant(first.Text[0]) + first.Text.Substring(1) }, .. _spans.Skip(1)])
        : this;

    /// <summary>For the middle of a sentence: without the full stop.</summary>
    public DocLine WithoutStop()
    {
        if (_spans.Count == 0 || _spans[_spans.Count - 1] is not { Kind: DocSpanKind.Text } last)
            return this;
        string text = last.Text.TrimEnd('.');
        return new DocLine([.. _spans.Take(_spans.Count - 1), .. text.Length > 0 ? [last with { Text = text }] : Array.Empty<DocSpan>()]);
    }

    public string ToXml() => DocXml.Of(_spans);
}
