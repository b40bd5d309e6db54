namespace KlingGen.Compiler.Json;

/// <summary>Turns an offset into line and column, as an editor counts them (both from 1; LF, CRLF and CR end a line).</summary>
internal sealed class LineMap(string text)
{
    private int[]? _starts;

    public (int Line, int Column) Find(int offset)
    {
        int[] starts = _starts ??= LineStarts(text);
        int line = Array.BinarySearch(starts, offset);
        if (line < 0)
            line = ~line - 1;
        return (line + 1, offset - starts[line] + 1);
    }

    private static int[] LineStarts(string text)
    {
        // A byte order mark is not a column anybody sees.
        var starts = new List<int> { text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0 };
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\n' || (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                starts.Add(i + 1);
        }
        return starts.ToArray();
    }
}
