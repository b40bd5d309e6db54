using System.Globalization;
using System.Numerics;

namespace KlingGen.Compiler.Json;

/// <summary>A JSON number without rounding: a sign, digits without zeros at either end, and a power of ten.</summary>
internal readonly struct ExactNumber : IComparable<ExactNumber>, IEquatable<ExactNumber>
{
    /// <summary>Digits of an exponent that are read; what is larger is as good as infinite, or as zero.</summary>
    private const int LongestExponent = 17;

    /// <summary>Beyond this no step is meant seriously.</summary>
    private const int MaxZeros = 800;

    // What lies here or beyond is rounded to infinity, and not to the largest double.
    private static readonly BigInteger s_infinite = (BigInteger.One << 1024) - (BigInteger.One << 970);

    private readonly int _sign;
    private readonly string _digits;
    private readonly long _exponent;

    private ExactNumber(int sign, string digits, long exponent)
    {
        _sign = sign;
        _digits = digits;
        _exponent = exponent;
    }

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _sign;

    public bool IsWhole => _sign == 0 || _exponent >= 0;

    /// <summary>Whether the nearest double is a number, and not an infinity.</summary>
    public bool IsDouble => Top <= 308 || (Top == 309 && BigInteger.Abs(Whole()) < s_infinite);

    /// <summary>How many digits there are.</summary>
    public int Digits => _sign == 0 ? 0 : _digits.Length;

    /// <summary>How many digits stand before the decimal point; negative where zeros follow it.</summary>
    public long Top => _sign == 0 ? 0 : _digits.Length + _exponent;

    /// <param name="literal">A number in the grammar of JSON.</param>
    public static ExactNumber Parse(string literal)
    {
        int end = literal.IndexOfAny(['e', 'E']);
        string mantissa = end < 0 ? literal : literal.Substring(0, end);
        int sign = mantissa[0] == '-' ? -1 : 1;
        int point = mantissa.IndexOf('.');
        long shift = point < 0 ? 0 : point + 1 - mantissa.Length;
        string all = mantissa.Replace("-", "").Replace(".", "").TrimStart('0');
        string digits = all.TrimEnd('0');
        return digits.Length == 0 ? default : new ExactNumber(sign, digits, shift + (all.Length - digits.Length) + (end < 0 ? 0 : Exponent(literal.Substring(end + 1))));
    }

    public static ExactNumber Of(long value) => Parse(value.ToString(CultureInfo.InvariantCulture));

    public int CompareTo(ExactNumber other)
    {
        if (_sign != other._sign || _sign == 0)
            return _sign.CompareTo(other._sign);
        int size = Top != other.Top ? Top.CompareTo(other.Top) : string.CompareOrdinal(_digits, other._digits);
        return Math.Sign(size) * _sign;
    }

    public bool Equals(ExactNumber other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    public override int GetHashCode() => _sign == 0 ? 0 : StringComparer.Ordinal.GetHashCode(_digits) ^ _exponent.GetHashCode() ^ _sign;

    /// <summary>The largest whole number that is not larger, where 64 bits hold it.</summary>
    public long? Floor() => Rounded(-1);

    /// <summary>The smallest whole number that is not smaller, where 64 bits hold it.</summary>
    public long? Ceiling() => Rounded(1);

    /// <summary>
    /// Of the fraction in lowest terms, the numerator: a whole number is a multiple of 2.5 (five halves) exactly where it is one of 5.
    /// Null where 64 bits do not hold it.
    /// </summary>
    public long? Numerator()
    {
        if (_sign == 0 || _exponent > 18)
            return null;
        // No number of n digits can be divided by 2 or by 5 more than 4n times.
        var digits = BigInteger.Parse(_digits, CultureInfo.InvariantCulture);
        BigInteger numerator = _exponent >= 0 ? digits * BigInteger.Pow(10, (int)_exponent)
            : digits / BigInteger.GreatestCommonDivisor(digits, BigInteger.Pow(10, (int)Math.Min(-_exponent, 4L * _digits.Length)));
        return numerator <= long.MaxValue ? (long)numerator : null;
    }

    /// <summary>The smallest number above zero that both divide, as a JSON number; null where one is zero, or the two are so far apart that the digits would fill the memory.</summary>
    public string? CommonMultiple(ExactNumber other)
    {
        if (_sign == 0 || other._sign == 0 || Align(other) is not var (left, right, power))
            return null;
        BigInteger common = left / BigInteger.GreatestCommonDivisor(left, right) * right;
        return JsonNumber.Write($"{BigInteger.Abs(common).ToString(CultureInfo.InvariantCulture)}e{power.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Whether this is a whole multiple; null where it cannot be computed within reason, as in <see cref="CommonMultiple"/>.</summary>
    public bool? IsMultipleOf(ExactNumber step)
    {
        if (step._sign == 0)
            return null;
        if (_sign == 0)
            return true;
        return Align(step) is var (left, right, _) ? (left % right).IsZero : null;
    }

    /// <summary>Both as whole numbers times one power of ten.</summary>
    private (BigInteger Left, BigInteger Right, long Power)? Align(ExactNumber other)
    {
        long power = Math.Min(_exponent, other._exponent);
        return _exponent - power > MaxZeros || other._exponent - power > MaxZeros || _digits.Length > MaxZeros || other._digits.Length > MaxZeros
            ? null
            : (Scaled(power), other.Scaled(power), power);
    }

    private BigInteger Scaled(long power) =>
        BigInteger.Parse(_digits, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)(_exponent - power)) * _sign;

    private long? Rounded(int direction)
    {
        if (Top > 19)
            return null;
        if (Top <= 0 && _sign != 0)
            return _sign == direction ? direction : 0;
        BigInteger whole = Whole();
        if (!IsWhole && _sign == direction)
            whole += direction;
        return whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;
    }

    /// <summary>Without what stands behind the decimal point.</summary>
    private BigInteger Whole()
    {
        if (_sign == 0)
            return BigInteger.Zero;
        string digits = _exponent >= 0 ? _digits + new string('0', (int)_exponent) : _digits.Substring(0, (int)Math.Max(0, Top));
        return digits.Length == 0 ? BigInteger.Zero : BigInteger.Parse(digits, CultureInfo.InvariantCulture) * _sign;
    }

    private static long Exponent(string text)
    {
        bool isSmall = text[0] == '-';
        string digits = text.TrimStart('+', '-').TrimStart('0');
        if (digits.Length > LongestExponent)
            digits = new string('9', LongestExponent);
        long size = digits.Length == 0 ? 0 : long.Parse(digits, CultureInfo.InvariantCulture);
        return isSmall ? -size : size;
    }
}
