using System.Text;

namespace KlingGen.Emulator.Pictures;

/// <summary>Breaks text into lines of a width: at spaces, and inside a word only when it is wider than a line.</summary>
internal static class TextWrap
{
    public static List<string> Lines(string text, float width, float size)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder();
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width, size)))
            {
                if (line.Length > 0 && StrokeText.Width($"{line} {word}", size) > width)
                {
                    lines.Add(line.ToString());
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            if (line.Length > 0)
                lines.Add(line.ToString());
        }

        return lines;
    }

    private static IEnumerable<string> Pieces(string word, float width, float size)
    {
        var piece = new StringBuilder();
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (piece.Length > 0 && StrokeText.Width(piece + rune.ToString(), size) > width)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune);
        }

        if (piece.Length > 0)
            yield return piece.ToString();
    }
}
