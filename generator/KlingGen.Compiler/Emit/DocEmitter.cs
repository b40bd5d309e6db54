using System.Text;

namespace KlingGen.Compiler.Emit;

/// <summary>Prints documentation comments: what the schema says, then its rules and default in words.</summary>
internal static class DocEmitter
{
    private const int Widest = 130;

    public static void Write(IndentedWriter writer, string summary, IReadOnlyList<string>? remarks = null, IReadOnlyList<string>? examples = null)
    {
        Element(writer, "summary", [summary]);
        if (remarks is { Count: > 0 })
            Element(writer, "remarks", remarks);
        if (examples is { Count: > 0 })
            Element(writer, "example", [string.Join(", ", examples.Select(static example => $"<c>{XmlText.Escape(example)}</c>"))]);
    }

    public static void Write(IndentedWriter writer, DocSpec doc, string otherwise) => Write(writer, Summary(doc) ?? otherwise, Remarks(doc));

    /// <summary>The summary as XML; null where the schema says nothing.</summary>
    public static string? Summary(DocSpec doc) => doc.Summary is { } summary ? DocXml.Of(summary) : null;

    public static string[] Remarks(DocSpec doc) => [.. doc.Remarks.Select(DocXml.Of)];

    /// <summary>Lines of C# as an example.</summary>
    public static void Code(IndentedWriter writer, IEnumerable<string> lines)
    {
        writer.Line("/// <example><code>");
        foreach (string line in lines)
            writer.Line("/// " + XmlText.Escape(line));
        writer.Line("/// </code></example>");
    }

    private static void Element(IndentedWriter writer, string name, IReadOnlyList<string> paragraphs)
    {
        if (paragraphs.Count == 1 && paragraphs[0].IndexOf('\n') < 0 && paragraphs[0].Length + (2 * name.Length) + 5 <= Widest)
        {
            writer.Line($"/// <{name}>{paragraphs[0]}</{name}>");
            return;
        }
        writer.Line($"/// <{name}>");
        foreach (string paragraph in paragraphs)
        {
            bool isBlock = paragraph.IndexOf('\n') >= 0;
            string text = paragraphs.Count == 1 || isBlock ? paragraph : $"<para>{paragraph}</para>";
            foreach (string line in isBlock ? text.Split('\n') : Wrap(text))
                writer.Line(line.Length == 0 ? "///" : "/// " + line);
        }
        writer.Line($"/// </{name}>");
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split([' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > Widest)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }
        if (line.Length > 0)
            yield return line.ToString();
    }
}
