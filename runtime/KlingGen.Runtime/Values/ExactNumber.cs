using System.Numerics;

namespace KlingGen;

/// <summary>A JSON number taken apart without rounding: ± digits × 10^exponent, no zeros at either end of the digits.</summary>
internal readonly ref struct ExactNumber
{
    /// <summary>Exponents beyond are all the same to us: nothing that large is held anywhere.</summary>
    private const long ExponentLimit = 1_000_000_000_000_000;

    private ExactNumber(bool negative, ReadOnlySpan<byte> digits, long exponent)
    {
        Negative = negative;
        Digits = digits;
        Exponent = exponent;
    }

    public bool Negative { get; }

    /// <summary>ASCII digits; empty for zero.</summary>
    public ReadOnlySpan<byte> Digits { get; }

    public long Exponent { get; }

    public bool IsZero => Digits.IsEmpty;

    public bool IsInteger => Exponent >= 0;

    /// <param name="text">A number by the grammar of JSON.</param>
    /// <param name="buffer">At least as long as <paramref name="text"/>; holds the digits.</param>
    public static ExactNumber Parse(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        int at = 0;
        bool negative = text[0] == '-';
        if (negative) at++;

        int count = 0;
        long exponent = 0;
        bool fraction = false;
        for (; at < text.Length && text[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (text[at] == '.')
            {
                fraction = true;
                continue;
            }

            if (fraction) exponent--;
            if (count == 0 && text[at] == '0') continue;
            buffer[count++] = text[at];
        }

        if (at < text.Length) exponent += ParseExponent(text[(at + 1)..]);
        while (count > 0 && buffer[count - 1] == '0')
        {
            count--;
            exponent++;
        }

        return count == 0 ? default : new ExactNumber(negative, buffer[..count], exponent);
    }

    public bool Equals(ExactNumber other) =>
        Negative == other.Negative && Exponent == other.Exponent && Digits.SequenceEqual(other.Digits);

    public int Hash()
    {
        HashCode hash = default;
        hash.AddBytes(Digits);
        hash.Add(Exponent);
        hash.Add(Negative);
        return hash.ToHashCode();
    }

    /// <summary>The value, where it is whole and within the range of <see cref="long"/>.</summary>
    public bool TryToInt64(out long value)
    {
        value = 0;
        if (IsZero) return true;
        if (!IsInteger || Digits.Length + Exponent > 19) return false;
        // Nineteen digits fit.
        ulong sum = 0;
        foreach (byte digit in Digits) sum = (sum * 10) + (uint)(digit - '0');
        for (long i = 0; i < Exponent; i++) sum *= 10;
        if (sum > (ulong)long.MaxValue + (Negative ? 1u : 0u)) return false;
        value = Negative ? unchecked(-(long)sum) : (long)sum;
        return true;
    }

    /// <summary>Whether this is a whole multiple of <paramref name="step"/>, exactly.</summary>
    public bool IsMultipleOf(ExactNumber step)
    {
        if (IsZero) return true;
        if (step.IsZero) return false;
        long lowest = Math.Min(Exponent, step.Exponent);

        // Both come from doubles, longs or decimals; a schema cannot ask for more digits than this either.
        if (Math.Max(Exponent, step.Exponent) - lowest > 5_000) return Exponent > step.Exponent && BigInteger.Parse(Text(step.Digits), null).IsOne;
        BigInteger value = Scale(Digits, Exponent - lowest);
        BigInteger unit = Scale(step.Digits, step.Exponent - lowest);
        return (value % unit).IsZero;
    }

    private static BigInteger Scale(ReadOnlySpan<byte> digits, long zeros) =>
        BigInteger.Parse(Text(digits), System.Globalization.CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)zeros);

    private static string Text(ReadOnlySpan<byte> digits) => System.Text.Encoding.ASCII.GetString(digits);

    private static long ParseExponent(ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == '-';
        long value = 0;
        foreach (byte digit in text[(text[0] is (byte)'-' or (byte)'+' ? 1 : 0)..])
        {
            value = (value * 10) + (digit - '0');
            if (value > ExponentLimit) value = ExponentLimit;
        }

        return negative ? -value : value;
    }
}
