using System.Globalization;

namespace KlingGen.CompilerServices;

/// <summary>Multiples as a person reads the digits: 0.3 is three times 0.1, although neither is exactly so in binary.</summary>
internal static class Multiples
{
    private const int LongestText = 40;

    public static bool IsMultiple(double value, double step)
    {
        if (!double.IsFinite(value) || !double.IsFinite(step)) return true;
        Span<byte> text = stackalloc byte[LongestText];
        Span<byte> digits = stackalloc byte[LongestText];
        step.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        return IsMultiple(value, ExactNumber.Parse(text[..length], digits));
    }

    public static bool IsMultiple(double value, decimal step)
    {
        if (!double.IsFinite(value)) return true;
        Span<byte> text = stackalloc byte[LongestText];
        Span<byte> digits = stackalloc byte[LongestText];
        step.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return IsMultiple(value, ExactNumber.Parse(text[..length], digits));
    }

    private static bool IsMultiple(double value, ExactNumber step)
    {
        Span<byte> text = stackalloc byte[LongestText];
        Span<byte> digits = stackalloc byte[LongestText];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        return ExactNumber.Parse(text[..length], digits).IsMultipleOf(step);
    }
}
