using System.Globalization;
using System.Text;

namespace KlingGen.Emulator.Pictures;

/// <summary>A letter as strokes on a grid: y 0 is the top of capitals, 14 the baseline.</summary>
internal sealed record StrokeGlyph(float Width, IReadOnlyList<Segment> Strokes);

/// <summary>Finds letters in <see cref="StrokeGlyphs"/>.</summary>
internal static class StrokeFont
{
    private static readonly Dictionary<Rune, StrokeGlyph> Glyphs = Load();
    private static readonly StrokeGlyph Blank = new(3.5f, []);

    // What has no letter here is shown as a box: a person sees that something stood there, and how much.
    private static readonly StrokeGlyph Box = new(7, StrokePath.Parse("M.6 3 H6.4 V14 H.6 Z"));

    public static StrokeGlyph Of(Rune rune) => Rune.IsWhiteSpace(rune) ? Blank : Glyphs.GetValueOrDefault(Plain(rune), Box);

    /// <summary>Typographic signs drawn as their typewriter cousins.</summary>
    private static Rune Plain(Rune rune) => rune.Value switch
    {
        0x2018 or 0x2019 or 0x201A or 0x2032 => new Rune('\''),
        0x201C or 0x201D or 0x201E or 0x00AB or 0x00BB or 0x2033 => new Rune('"'),
        >= 0x2010 and <= 0x2015 => new Rune('-'),
        0x00D7 => new Rune('x'),
        0x00DF => new Rune('B'),
        0x00D8 => new Rune('O'),
        0x00F8 => new Rune('o'),
        0x0131 => new Rune('i'),
        0x0141 => new Rune('L'),
        0x0142 => new Rune('l'),
        _ => rune,
    };

    private static Dictionary<Rune, StrokeGlyph> Load()
    {
        var glyphs = new Dictionary<Rune, StrokeGlyph>();
        foreach (string line in StrokeGlyphs.Table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ', 3);
            glyphs[Rune.GetRuneAt(parts[0], 0)] = new StrokeGlyph(float.Parse(parts[1], CultureInfo.InvariantCulture), StrokePath.Parse(parts[2]));
        }

        return glyphs;
    }
}
