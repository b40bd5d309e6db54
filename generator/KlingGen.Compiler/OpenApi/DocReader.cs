using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Takes the words of a schema: description, title, and the hints that no rule checks.</summary>
internal static class DocReader
{
    private const int LongestExample = 100;
    private const int MaxExamples = 3;

    public static DocSpec Read(Shape shape)
    {
        List<DocBlock> blocks = Markdown.Read(Text(shape, "description"));
        string title = Text(shape, "title");
        if (blocks.Count == 0 && title.Length > 0)
            blocks = Markdown.Read(title);

        var remarks = new List<DocBlock>(blocks.Skip(1));
        string limits = Text(shape, "limit_description");
        bool isStructured = RuleReader.MediaLimits(shape.Layers).Count > 0;
        if (limits.Length > 0 && !isStructured && !Text(shape, "description").Contains(limits))
            remarks.AddRange(Markdown.Read(limits));
        if (Hints(shape) is { Spans.Count: > 0 } hints)
            remarks.Add(hints);
        return new DocSpec(blocks.FirstOrDefault(), remarks.ToEquatableArray());
    }

    /// <summary>Examples as JSON without blanks, the first few, the long ones cut.</summary>
    public static EquatableArray<string> Examples(Shape shape)
    {
        IEnumerable<JsonNode> examples = shape.First("examples") is { IsArray: true } list ? list.Items : shape.First("example") is { } single ? [single] : [];
        return examples.Where(static example => !example.IsNull)
            .Take(MaxExamples)
            .Select(static example => PlainText.Clean(Shorten(example)))
            .Distinct()
            .ToEquatableArray();
    }

    /// <summary>The <c>format</c> of a schema, or null.</summary>
    public static string? Format(Shape shape) => shape.First("format") is { IsString: true, Text.Length: > 0 } format ? format.Text : null;

    private static string Text(Shape shape, string keyword)
    {
        foreach (Layer layer in shape.With(keyword))
            if (layer.Node[keyword] is { IsString: true } text && !string.IsNullOrWhiteSpace(text.Text))
                return text.Text;
        return "";
    }

    private static string Shorten(JsonNode example)
    {
        string text = example.IsString ? "\"" + example.Text + "\"" : CanonicalJson.Write(example, limit: LongestExample);
        text = PlainText.SingleLine(text);
        if (text.Length <= LongestExample)
            return text;
        int cut = char.IsHighSurrogate(text[LongestExample - 1]) ? LongestExample - 1 : LongestExample;
        return text.Substring(0, cut) + "…";
    }

    private static DocParagraph Hints(Shape shape)
    {
        var spans = new List<DocSpan>();
        foreach ((string keyword, string words) in new[] { ("step", "Steps of"), ("ge", "At least"), ("gt", "More than"), ("le", "At most"), ("lt", "Less than"), ("format", "Format") })
        {
            if (shape.First(keyword) is not { } value || !(value.IsNumber || (value.IsString && keyword == "format" && value.Text.Length > 0)))
                continue;
            spans.Add(new DocSpan(DocSpanKind.Text, $"{(spans.Count > 0 ? " " : "")}{words} "));
            spans.Add(value.IsString ? new DocSpan(DocSpanKind.Code, PlainText.Clean(PlainText.SingleLine(value.Text))) : new DocSpan(DocSpanKind.Text, value.Number));
            spans.Add(new DocSpan(DocSpanKind.Text, "."));
        }
        return new DocParagraph(spans.ToEquatableArray());
    }
}
