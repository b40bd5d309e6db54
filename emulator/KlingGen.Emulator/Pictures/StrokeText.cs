using System.Globalization;
using System.Text;

namespace KlingGen.Emulator.Pictures;

/// <summary>Text drawn with the emulator's own letters, so that it looks the same on machines with other fonts and with none.</summary>
internal static class StrokeText
{
    /// <summary>Grid units from baseline to the top of a capital.</summary>
    private const float CapHeight = 14;
    private const float Spacing = 3.4f;
    private const float Pen = 1.7f;

    /// <param name="text">One line.</param>
    /// <param name="size">Height of a capital.</param>
    public static float Width(string text, float size)
    {
        float units = 0;
        foreach (Rune rune in Runes(text))
            units += StrokeFont.Of(rune).Width + Spacing;
        return Math.Max(0, units - Spacing) * size / CapHeight;
    }

    /// <summary>Draws one line; x and y are its left end on the baseline.</summary>
    public static void Draw(Canvas canvas, string text, float x, float y, float size, Colour colour, float boldness)
    {
        float scale = size / CapHeight;
        foreach (Rune rune in Runes(text))
        {
            StrokeGlyph glyph = StrokeFont.Of(rune);
            canvas.Stroke(glyph.Strokes, x, y - size, scale, Pen * boldness * scale / 2, colour);
            x += (glyph.Width + Spacing) * scale;
        }
    }

    /// <summary>Letters with marks are drawn without them: é as e.</summary>
    private static IEnumerable<Rune> Runes(string text)
    {
        foreach (Rune rune in Decompose(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format))
                yield return rune;
        }
    }

    private static string Decompose(string text)
    {
        string valid = string.Concat(text.EnumerateRunes());
        return valid.Normalize(NormalizationForm.FormKD);
    }
}
