using System.Globalization;
using System.Text;
using SkiaSharp;

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
    public static void Draw(SKCanvas canvas, string text, float x, float y, float size, SKColor colour, float boldness)
    {
        float scale = size / CapHeight;
        using var paint = new SKPaint
        {
            Color = colour,
            IsAntialias = true,
            Style = SKPaintStyle.Stroke,
            StrokeWidth = Pen * boldness,
            StrokeCap = SKStrokeCap.Round,
            StrokeJoin = SKStrokeJoin.Round,
        };
        canvas.Save();
        canvas.Translate(x, y);
        canvas.Scale(scale);
        canvas.Translate(0, -CapHeight);
        foreach (Rune rune in Runes(text))
        {
            StrokeGlyph glyph = StrokeFont.Of(rune);
            if (glyph.Path is not null)
                canvas.DrawPath(glyph.Path, paint);
            canvas.Translate(glyph.Width + Spacing, 0);
        }

        canvas.Restore();
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
