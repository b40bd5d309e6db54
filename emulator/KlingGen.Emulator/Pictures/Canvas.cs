namespace KlingGen.Emulator.Pictures;

/// <summary>Pixels, and the few shapes that the pictures are made of. Edges are smooth: a pixel is covered by how near its centre is to the edge.</summary>
internal sealed class Canvas(int width, int height)
{
    public int Width => width;

    public int Height => height;

    /// <summary>Red, green, blue, row by row.</summary>
    public byte[] Pixels { get; } = new byte[width * height * 3];

    /// <summary>Three colours from the top down to a height, the last one below it.</summary>
    public void FillDown(Colour top, Colour middle, Colour low, float middleAt, float end)
    {
        for (int y = 0; y < height; y++)
        {
            float at = Math.Clamp((y + 0.5f) / end, 0, 1);
            Colour colour = at < middleAt ? Colour.Mix(top, middle, at / middleAt) : Colour.Mix(middle, low, (at - middleAt) / (1 - middleAt));
            Span<byte> row = Pixels.AsSpan(y * width * 3, width * 3);
            for (int x = 0; x < row.Length; x += 3)
                (row[x], row[x + 1], row[x + 2]) = (colour.Red, colour.Green, colour.Blue);
        }
    }

    public void FillCircle(float centreX, float centreY, float radius, Colour colour) =>
        Shade(centreX - radius - 1, centreY - radius - 1, centreX + radius + 1, centreY + radius + 1, colour, (x, y) => radius + 0.5f - Distance(x - centreX, y - centreY));

    /// <summary>Light that fades from a centre outwards.</summary>
    public void Glow(float centreX, float centreY, float radius, Colour colour) =>
        Shade(centreX - radius, centreY - radius, centreX + radius, centreY + radius, colour, (x, y) => 1 - (Distance(x - centreX, y - centreY) / radius));

    /// <summary>Everything below a line.</summary>
    public void FillBelow(Func<float, float> line, Colour colour)
    {
        for (int x = 0; x < width; x++)
        {
            float edge = line(x + 0.5f);
            for (int y = Math.Max(0, (int)edge - 1); y < height; y++)
                Blend(x, y, colour, y + 1 - edge);
        }
    }

    /// <summary>Lines with round ends. Where they cross they are one shape.</summary>
    public void Stroke(IReadOnlyList<Segment> segments, float x, float y, float scale, float halfWidth, Colour colour)
    {
        if (segments.Count == 0)
            return;

        float reach = halfWidth + 1;
        int left = Math.Max(0, (int)(x + (segments.Min(static s => Math.Min(s.X1, s.X2)) * scale) - reach)), right = Math.Min(width, (int)(x + (segments.Max(static s => Math.Max(s.X1, s.X2)) * scale) + reach) + 1);
        int top = Math.Max(0, (int)(y + (segments.Min(static s => Math.Min(s.Y1, s.Y2)) * scale) - reach)), bottom = Math.Min(height, (int)(y + (segments.Max(static s => Math.Max(s.Y1, s.Y2)) * scale) + reach) + 1);
        if (left >= right || top >= bottom)
            return;

        float[] mask = new float[(right - left) * (bottom - top)];
        foreach (Segment segment in segments)
        {
            float x1 = x + (segment.X1 * scale), y1 = y + (segment.Y1 * scale), x2 = x + (segment.X2 * scale), y2 = y + (segment.Y2 * scale);
            for (int row = Math.Max(top, (int)(Math.Min(y1, y2) - reach)); row < Math.Min(bottom, (int)(Math.Max(y1, y2) + reach) + 1); row++)
            {
                for (int column = Math.Max(left, (int)(Math.Min(x1, x2) - reach)); column < Math.Min(right, (int)(Math.Max(x1, x2) + reach) + 1); column++)
                {
                    ref float covered = ref mask[((row - top) * (right - left)) + column - left];
                    covered = Math.Max(covered, halfWidth + 0.5f - DistanceTo(x1, y1, x2, y2, column + 0.5f, row + 0.5f));
                }
            }
        }

        for (int row = top; row < bottom; row++)
        {
            for (int column = left; column < right; column++)
                Blend(column, row, colour, mask[((row - top) * (right - left)) + column - left]);
        }
    }

    private void Shade(float left, float top, float right, float bottom, Colour colour, Func<float, float, float> coverage)
    {
        for (int y = Math.Max(0, (int)top); y < Math.Min(height, (int)bottom + 1); y++)
        {
            for (int x = Math.Max(0, (int)left); x < Math.Min(width, (int)right + 1); x++)
                Blend(x, y, colour, coverage(x + 0.5f, y + 0.5f));
        }
    }

    private void Blend(int x, int y, Colour colour, float coverage)
    {
        if (coverage <= 0)
            return;
        float share = Math.Min(coverage, 1) * colour.Alpha / 255;
        Span<byte> pixel = Pixels.AsSpan(((y * width) + x) * 3, 3);
        pixel[0] = (byte)(pixel[0] + ((colour.Red - pixel[0]) * share));
        pixel[1] = (byte)(pixel[1] + ((colour.Green - pixel[1]) * share));
        pixel[2] = (byte)(pixel[2] + ((colour.Blue - pixel[2]) * share));
    }

    private static float Distance(float x, float y) => MathF.Sqrt((x * x) + (y * y));

    private static float DistanceTo(float x1, float y1, float x2, float y2, float x, float y)
    {
        float dx = x2 - x1, dy = y2 - y1, length = (dx * dx) + (dy * dy);
        float along = length == 0 ? 0 : Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / length, 0, 1);
        return Distance(x - x1 - (along * dx), y - y1 - (along * dy));
    }
}

/// <summary>A piece of a line.</summary>
internal readonly record struct Segment(float X1, float Y1, float X2, float Y2);
