using System.Globalization;

namespace KlingGen.Emulator.Pictures;

/// <summary>A colour with its opacity.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue, byte Alpha = 255)
{
    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Black { get; } = new(0, 0, 0);

    /// <summary>From <c>#RRGGBB</c>.</summary>
    public static Colour Parse(string text)
    {
        int value = int.Parse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    public Colour WithAlpha(byte alpha) => this with { Alpha = alpha };

    public static Colour Mix(Colour a, Colour b, float share) => new(
        (byte)(a.Red + ((b.Red - a.Red) * share)),
        (byte)(a.Green + ((b.Green - a.Green) * share)),
        (byte)(a.Blue + ((b.Blue - a.Blue) * share)));
}
