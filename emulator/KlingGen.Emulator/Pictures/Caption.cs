using System.Globalization;

namespace KlingGen.Emulator.Pictures;

/// <summary>The prompt, large and wrapped, and the facts of the picture, small in the corners.</summary>
internal static class Caption
{
    public static void Paint(Canvas canvas, PictureOrder order)
    {
        float w = order.Size.Width, h = order.Size.Height, margin = MathF.Min(w, h) * 0.06f;
        PaintPrompt(canvas, order.Prompt, w, h, margin);

        float small = MathF.Max(7, MathF.Min(w, h) * 0.021f);
        string left = order.Endpoint;
        string right = string.Create(CultureInfo.InvariantCulture, $"{order.Size.Width} x {order.Size.Height}   seed {order.Seed}   {order.Number}/{order.Of}");
        float baseline = h - (margin * 0.5f);
        float available = w - (2 * margin);
        Line(canvas, right, w - margin - StrokeText.Width(right, small), baseline, small, 200);
        if (StrokeText.Width(left, small) + StrokeText.Width(right, small) + small < available)
            Line(canvas, left, margin, baseline, small, 200);
        else
            Line(canvas, left, margin, baseline - (small * 1.7f), small, 200);
    }

    private static void PaintPrompt(Canvas canvas, string prompt, float w, float h, float margin)
    {
        if (string.IsNullOrWhiteSpace(prompt))
            return;

        // The largest letters with which all of it fits; a very long prompt is cut rather than made unreadable.
        float available = w - (2 * margin), high = h * 0.62f, least = MathF.Max(8, MathF.Min(w, h) * 0.028f);
        float size = MathF.Min(w, h) * 0.085f;
        List<string> lines = TextWrap.Lines(prompt, available, size);
        while (size > least && lines.Count * size * 1.55f > high)
        {
            size *= 0.92f;
            lines = TextWrap.Lines(prompt, available, size);
        }

        int max = Math.Max(1, (int)(high / (size * 1.55f)));
        if (lines.Count > max)
        {
            lines = lines[..max];
            lines[^1] = lines[^1].TrimEnd() + " ...";
        }

        float y = margin + size;
        foreach (string line in lines)
        {
            Line(canvas, line, margin, y, size, 255);
            y += size * 1.55f;
        }
    }

    /// <summary>White on a soft dark edge: readable on any sky.</summary>
    private static void Line(Canvas canvas, string text, float x, float y, float size, byte alpha)
    {
        StrokeText.Draw(canvas, text, x + (size * 0.03f), y + (size * 0.05f), size, Colour.Black.WithAlpha((byte)(alpha * 0.45f)), 1.9f);
        StrokeText.Draw(canvas, text, x, y, size, Colour.White.WithAlpha(alpha), 1f);
    }
}
