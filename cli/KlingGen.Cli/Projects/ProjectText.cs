using System.Text;
using System.Xml;

namespace KlingGen.Cli.Projects;

/// <summary>A project file as text, with the places where it can be added to. All that is not added stays byte for byte: encoding, mark, line ends, blanks.</summary>
internal sealed class ProjectText
{
    private readonly Encoding _encoding;
    private readonly int _markLength;
    private readonly byte[] _bytes;
    private readonly int[] _lineStarts;

    private ProjectText(string path, byte[] bytes, Encoding encoding, int markLength)
    {
        FullPath = path;
        _bytes = bytes;
        _encoding = encoding;
        _markLength = markLength;
        Text = encoding.GetString(bytes, markLength, bytes.Length - markLength);
        _lineStarts = LineStarts(Text);
    }

    public string FullPath { get; }

    public string Text { get; }

    /// <summary>The line end that the file uses first.</summary>
    public string NewLine => Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var at && Text[at - 1] == '\r' ? "\r\n" : "\n";

    /// <exception cref="CliException">The file cannot be read, or its text not be kept.</exception>
    public static ProjectText Load(string path)
    {
        try
        {
            return Of(path, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw CliException.Unusable($"The project '{path}' cannot be read: {Sentences.Of(error)} Check the file, or name another one with --project.", error);
        }
    }

    /// <summary>A project file by its bytes.</summary>
    public static ProjectText Of(string path, byte[] bytes)
    {
        (Encoding encoding, int mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(true, true), 3),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, true, true), 2),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, true, true), 2),
            _ => ((Encoding)new UTF8Encoding(false, true), 0),
        };
        return new ProjectText(path, bytes, encoding, mark);
    }

    /// <summary>The bytes of the file with a text put in.</summary>
    public byte[] With(int offset, string inserted, int removed = 0)
    {
        // Only what is added is encoded again.
        int before = _markLength + _encoding.GetByteCount(Text.AsSpan(0, offset));
        int after = before + _encoding.GetByteCount(Text.AsSpan(offset, removed));
        return [.. _bytes.AsSpan(0, before), .. _encoding.GetBytes(inserted), .. _bytes.AsSpan(after)];
    }

    /// <summary>A reader over the text; its positions lead back by <see cref="OffsetOf"/>.</summary>
    public XmlReader Read() => XmlReader.Create(
        new StringReader(Text),
        new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0, IgnoreWhitespace = true });

    /// <summary>The offset of what the reader stands on.</summary>
    public int OffsetOf(XmlReader reader)
    {
        var place = (IXmlLineInfo)reader;
        return _lineStarts[place.LineNumber - 1] + place.LinePosition - 1;
    }

    /// <summary>The offset behind the <c>&gt;</c> of the tag that begins at or before an offset; quotes are looked after.</summary>
    public int EndOfTag(int offset)
    {
        char quote = '\0';
        for (int i = offset; i < Text.Length; i++)
        {
            char c = Text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                return i + 1;
        }
        return Text.Length;
    }

    /// <summary>The blanks before an offset, when nothing else stands before it on its line; null otherwise.</summary>
    public string? IndentBefore(int offset)
    {
        int start = offset;
        while (start > 0 && Text[start - 1] is ' ' or '\t')
            start--;
        return start == 0 || Text[start - 1] is '\n' or '\r' ? Text[start..offset] : null;
    }

    // As XmlReader counts: \r\n, \n and \r end a line.
    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }
        return [.. starts];
    }
}
