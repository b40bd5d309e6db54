using System.Globalization;
using System.Text.RegularExpressions;

namespace KlingGen.Emulator.Pictures;

/// <summary>Reads the path data of the letters (SVG's absolute M, L, H, V, C and Z) as straight pieces.</summary>
internal static partial class StrokePath
{
    private const int PiecesOfCurve = 12;

    public static IReadOnlyList<Segment> Parse(string data)
    {
        var segments = new List<Segment>();
        float x = 0, y = 0, startX = 0, startY = 0;
        foreach (Match command in Commands().Matches(data))
        {
            float[] n = [.. Numbers().Matches(command.Groups[2].Value).Select(static number => float.Parse(number.Value, CultureInfo.InvariantCulture))];
            switch (command.Groups[1].Value)
            {
                case "M":
                    (startX, startY) = (x, y) = (n[0], n[1]);
                    break;
                case "L":
                    for (int i = 0; i < n.Length; i += 2)
                        To(n[i], n[i + 1]);
                    break;
                case "H":
                    To(n[0], y);
                    break;
                case "V":
                    To(x, n[0]);
                    break;
                case "C":
                    for (int i = 0; i < n.Length; i += 6)
                        Curve(n.AsSpan(i, 6));
                    break;
                default:
                    To(startX, startY);
                    break;
            }
        }

        return segments;

        void To(float toX, float toY)
        {
            segments.Add(new Segment(x, y, toX, toY));
            (x, y) = (toX, toY);
        }

        void Curve(ReadOnlySpan<float> n)
        {
            (float fromX, float fromY) = (x, y);
            for (int piece = 1; piece <= PiecesOfCurve; piece++)
            {
                float t = piece / (float)PiecesOfCurve;
                To(Bezier(fromX, n[0], n[2], n[4], t), Bezier(fromY, n[1], n[3], n[5], t));
            }
        }
    }

    private static float Bezier(float a, float b, float c, float d, float t)
    {
        float u = 1 - t;
        return (u * u * u * a) + (3 * u * u * t * b) + (3 * u * t * t * c) + (t * t * t * d);
    }

    [GeneratedRegex("([MLHVCZ])([^MLHVCZ]*)")]
    private static partial Regex Commands();

    [GeneratedRegex(@"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")]
    private static partial Regex Numbers();
}
