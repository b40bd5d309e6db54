using System.Globalization;
using System.Numerics;
using CsCheck;
using KlingGen.Compiler.Json;
using KlingGen.TestKit;

namespace Compiler.Tests;

public sealed class ExactNumberTests
{
    private static readonly Gen<string> s_number = Gen.Select(
        Of("", "-"), Gen.OneOf(Of("0", "1", "9", "9223372036854775807", "9223372036854775808", "9007199254740993", "17976931348623158079"), Gen.Long[1, long.MaxValue].Select(static n => n.ToString(CultureInfo.InvariantCulture))),
        Gen.OneOf(Gen.Const(""), Gen.Int[0, 999].Select(static n => "." + n.ToString(CultureInfo.InvariantCulture)), Of(".0", ".00000000000000000000000000000001")),
        Gen.OneOf(Gen.Const(""), Gen.Int[-40, 40].Select(static n => "e" + n.ToString(CultureInfo.InvariantCulture)), Of("E+2", "e-0", "E400", "e-400", "e99999999999999999999"))).Select(static parts => parts.Item1 + parts.Item2 + parts.Item3 + parts.Item4);

    [Fact]
    public void Numbers_are_compared_by_value() => Gen.Select(s_number, s_number).Holds(static (left, right) =>
    {
        if (Math.Abs(Exponent(left)) < 100 && Math.Abs(Exponent(right)) < 100)
            Assert.Equal(Math.Sign(Scaled(left).CompareTo(Scaled(right))), ExactNumber.Parse(left).CompareTo(ExactNumber.Parse(right)));
    });

    [Fact]
    public void Rounding_goes_to_the_next_integer() => s_number.Holds(static literal =>
    {
        if (Math.Abs(Exponent(literal)) >= 100)
            return;
        var unit = BigInteger.Pow(10, 200);
        var floor = BigInteger.DivRem(Scaled(literal), unit, out BigInteger rest);
        if (rest < 0)
            floor--;
        BigInteger ceiling = rest.IsZero ? floor : floor + 1;
        Assert.Equal(Within(floor), ExactNumber.Parse(literal).Floor());
        Assert.Equal(Within(ceiling), ExactNumber.Parse(literal).Ceiling());
        Assert.Equal(rest.IsZero, ExactNumber.Parse(literal).IsWhole);
    });

    [Fact]
    public void What_a_double_holds_is_known() => s_number.Holds(static literal =>
        Assert.Equal(double.IsFinite(double.Parse(literal, CultureInfo.InvariantCulture)), ExactNumber.Parse(literal).IsDouble));

    [Theory]
    [InlineData("1.7976931348623157e308", true)]
    [InlineData("1.7976931348623158079e308", true)]
    [InlineData("1.797693134862315808e308", false)]
    [InlineData("-1.797693134862315808e308", false)]
    [InlineData("1e-99999", true)]
    [InlineData("0e99999", true)]
    public void The_end_of_doubles_is_exact(string literal, bool expected)
    {
        Assert.Equal(expected, ExactNumber.Parse(literal).IsDouble);
        Assert.Equal(expected, double.IsFinite(double.Parse(literal, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("2.5", 5L)]
    [InlineData("0.5", 1L)]
    [InlineData("0.75", 3L)]
    [InlineData("1.2", 6L)]
    [InlineData("7", 7L)]
    [InlineData("1e3", 1000L)]
    [InlineData("3e-400", 3L)]
    [InlineData("16e-400", 1L)]
    [InlineData("1e19", null)]
    public void The_numerator_is_in_lowest_terms(string literal, long? expected) => Assert.Equal(expected, ExactNumber.Parse(literal).Numerator());

    private static Gen<string> Of(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static long? Within(BigInteger number) => number >= long.MinValue && number <= long.MaxValue ? (long)number : null;

    private static int Exponent(string literal) => literal.IndexOfAny(['e', 'E']) is var at and >= 0 ? (int)BigInteger.Min(BigInteger.Parse(literal[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), 1_000) : 0;

    /// <summary>The number × 10^200.</summary>
    private static BigInteger Scaled(string literal)
    {
        int end = literal.IndexOfAny(['e', 'E']);
        string mantissa = end < 0 ? literal : literal[..end];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        return BigInteger.Parse(mantissa.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * BigInteger.Pow(10, 200 + Exponent(literal) - decimals);
    }
}
