using System.Globalization;

namespace KlingGen.Compiler.Json;

/// <summary>
/// One spelling for each number, exact to the last digit: 1.0, 1e0 and 10e-1 are <c>1</c>, 0.10 is <c>0.1</c>. No digit is ever rounded
/// away, and no exponent is written out into a long row of zeros.
/// </summary>
internal static class JsonNumber
{
    /// <summary>The most zeros that are written instead of an exponent.</summary>
    private const int MaxZeros = 20;

    /// <summary>Digits of an exponent that one machine word holds with room for a sum.</summary>
    private const int WordDigits = 18;

    private const long Word = 1_000_000_000_000_000_000;

    /// <param name="literal">A number in the grammar of JSON.</param>
    public static string Write(string literal)
    {
        int end = literal.IndexOfAny(['e', 'E']);
        string mantissa = end < 0 ? literal : literal.Substring(0, end);
        string sign = mantissa[0] == '-' ? "-" : "";
        int point = mantissa.IndexOf('.');
        string whole = mantissa.Substring(sign.Length, (point < 0 ? mantissa.Length : point) - sign.Length);
        string fraction = point < 0 ? "" : mantissa.Substring(point + 1);

        string digits = (whole + fraction).TrimStart('0');
        string coefficient = digits.TrimEnd('0');

        // The sign of a zero means nothing in a schema: -0 is 0.
        if (coefficient.Length == 0)
            return "0";

        // The value is coefficient × 10^(exponent + shift).
        long shift = digits.Length - coefficient.Length - fraction.Length;
        string exponent = end < 0 ? "" : literal.Substring(end + 1).TrimStart('+');
        bool isSmall = exponent.StartsWith("-", StringComparison.Ordinal);
        string size = exponent.Substring(isSmall ? 1 : 0).TrimStart('0');
        if (size.Length > WordDigits)
            return sign + Scientific(coefficient, (isSmall ? "-" : "") + Add(size, (shift + coefficient.Length - 1) * (isSmall ? -1 : 1)));

        long power = shift + (size.Length == 0 ? 0 : long.Parse(size, CultureInfo.InvariantCulture)) * (isSmall ? -1 : 1);
        return sign + Write(coefficient, power);
    }

    private static string Write(string coefficient, long power)
    {
        if (power is >= 0 and <= MaxZeros)
            return coefficient + new string('0', (int)power);
        if (power < 0 && -power - coefficient.Length <= MaxZeros)
        {
            int decimals = (int)-power;
            string padded = coefficient.PadLeft(decimals + 1, '0');
            return padded.Substring(0, padded.Length - decimals) + "." + padded.Substring(padded.Length - decimals);
        }
        return Scientific(coefficient, (power + coefficient.Length - 1).ToString(CultureInfo.InvariantCulture));
    }

    private static string Scientific(string coefficient, string exponent) =>
        coefficient.Length == 1 ? $"{coefficient}e{exponent}" : $"{coefficient.Substring(0, 1)}.{coefficient.Substring(1)}e{exponent}";

    /// <summary>Adds to a number of more digits than a word has, so that a hostile exponent of a million digits costs no more than its length.</summary>
    private static string Add(string size, long summand)
    {
        long low = long.Parse(size.Substring(size.Length - WordDigits), CultureInfo.InvariantCulture) + summand;
        string high = size.Substring(0, size.Length - WordDigits);
        if (low >= Word)
            (high, low) = (Next(high, '9', '0', 1), low - Word);
        else if (low < 0)
            (high, low) = (Next(high, '0', '9', -1), low + Word);
        return (high + low.ToString("D18", CultureInfo.InvariantCulture)).TrimStart('0');
    }

    /// <summary>One more, or one less: the digits that turn over at the end, and the one before them.</summary>
    private static string Next(string digits, char turning, char turned, int step)
    {
        string stays = digits.TrimEnd(turning);
        string tail = new(turned, digits.Length - stays.Length);
        return stays.Length == 0 ? "1" + tail : stays.Substring(0, stays.Length - 1) + (char)(stays[stays.Length - 1] + step) + tail;
    }
}
