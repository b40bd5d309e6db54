using System.Globalization;
using System.Numerics;
using CsCheck;
using KlingGen;
using KlingGen.CompilerServices;
using KlingGen.TestKit;
using Runtime.Tests.Serialization;
using Size = Runtime.Tests.Serialization.Size;

namespace Runtime.Tests.Validation;

public class RuleTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 12], Gen.String[Gen.Char['\uD7F0', '\uE010'], 0, 12], Gen.Const("🧙🧙"));

    [Fact]
    public void Null_passes_every_rule_but_Required()
    {
        Assert.True(Rules.Passes(static (ref FalValidator c) => c
            .MinLength(null, 1).MaxLength(null, 0).Pattern(null, new FalPattern("x")).Minimum((int?)null, 1).Maximum((double?)null, 1)
            .ExclusiveMinimum((long?)null, 1).ExclusiveMaximum((int?)null, 1).Range((int?)null, 1, 2).MultipleOf((double?)null, 1.5)
            .MinItems<int>(null, 1).MaxItems<int>(null, 0).UniqueItems<int>(null).MinProperties<int>(null, 1).MaxProperties<int>(null, 0)
            .Defined<Size, SizeCodec>((Size?)null).Const((string?)null, "x").Const((int?)null, 1).Const((bool?)null, true).Const((FalJson?)null, FalJson.Null)
            .Nested<Request>(null).Each<Request>(null).EachValue<Request>(null).Media(null).EachMedia(null).Finite(null)));
        Assert.Equal(FalRules.Missing, Assert.Single(Rules.Run(static (ref FalValidator c) => c.Required((int?)null))).Rule);
        Assert.True(Rules.Passes(static (ref FalValidator c) => c.Required((int?)0).Required("").Required(0)));
    }

    [Fact]
    public void Lengths_agree_with_counting_runes() => Gen.Select(Text, Gen.Long[-1, 14]).Holds((text, limit) =>
    {
        int length = text.EnumerateRunes().Count();
        Assert.Equal(length >= limit, Rules.Passes((ref FalValidator c) => c.MinLength(text, limit)));
        Assert.Equal(length <= limit, Rules.Passes((ref FalValidator c) => c.MaxLength(text, limit)));
    });

    [Fact]
    public void Bounds_of_whole_numbers_agree_with_comparison() => Gen.Select(Gen.Long, Gen.Long, Gen.Long).Holds(static (a, b, c) => Bounds(a, b, c));

    [Fact]
    public void Bounds_near_each_other_agree_with_comparison() => Gen.Select(Gen.Long[-3, 3], Gen.Long[-3, 3], Gen.Long[-3, 3]).Holds(static (a, b, c) => Bounds(a, b, c));

    [Fact]
    public void Bounds_of_numbers_agree_with_comparison() => Gen.Select(Gen.Double[-3, 3], Gen.Double.OneTwo, Gen.Int[-3, 3]).Holds(static (value, b, c) =>
    {
        Assert.Equal(value >= b, Rules.Passes((ref FalValidator v) => v.Minimum(value, b)));
        Assert.Equal(value <= b, Rules.Passes((ref FalValidator v) => v.Maximum(value, b)));
        Assert.Equal(value > c, Rules.Passes((ref FalValidator v) => v.ExclusiveMinimum(value, c)));
        Assert.Equal(value < c, Rules.Passes((ref FalValidator v) => v.ExclusiveMaximum(value, c)));
        Assert.Equal(value >= c && value <= b, Rules.Passes((ref FalValidator v) => v.Range(value, c, b)));
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_JSON_cannot_say_is_found(double value)
    {
        foreach (Rules.Rule rule in (Rules.Rule[])
            [
                (ref FalValidator c) => c.Minimum(value, 0), (ref FalValidator c) => c.Maximum(value, 0), (ref FalValidator c) => c.Range(value, 0, 1),
                (ref FalValidator c) => c.ExclusiveMinimum(value, 0), (ref FalValidator c) => c.ExclusiveMaximum(value, 0),
                (ref FalValidator c) => c.MultipleOf(value, 0.1), (ref FalValidator c) => c.Finite(value),
            ])
        {
            Assert.Equal(FalRules.FiniteNumber, Assert.Single(Rules.Run(rule)).Rule);
        }
    }

    [Theory]
    [InlineData(0.3, "0.1", true)]
    [InlineData(0.7, "0.1", true)]
    [InlineData(1.1, "0.1", true)]
    [InlineData(1.15, "0.1", false)]
    [InlineData(0.30000000000000004, "0.1", false)]
    [InlineData(1e-8, "1e-8", true)]
    [InlineData(12345.67890123, "1e-8", true)]
    [InlineData(1.5e-8, "1e-8", false)]
    [InlineData(-0.35, "0.05", true)]
    [InlineData(0.0, "0.05", true)]
    [InlineData(1e300, "1", true)]
    [InlineData(1e300, "7", false)]
    [InlineData(7e300, "7", true)]
    [InlineData(5e-324, "1", false)]
    [InlineData(double.MaxValue, "0.0001", true)]
    [InlineData(1e22, "0.0000000001", true)]
    public void Multiples_are_exact(double value, string step, bool expected)
    {
        double asDouble = double.Parse(step, CultureInfo.InvariantCulture);
        decimal asDecimal = decimal.Parse(step, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.Equal(expected, Rules.Passes((ref FalValidator c) => c.MultipleOf(value, asDouble)));
        Assert.Equal(expected, Rules.Passes((ref FalValidator c) => c.MultipleOf(value, asDecimal)));
    }

    [Fact]
    public void Multiples_agree_with_whole_arithmetic() =>
        Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Long[1, 2_000], Gen.Int[0, 8]).Holds(static (value, step, places) =>
        {
            double scaledValue = double.Parse($"{value}e-{places}", CultureInfo.InvariantCulture);
            double scaledStep = double.Parse($"{step}e-{places}", CultureInfo.InvariantCulture);
            bool expected = value % step == 0;
            Assert.Equal(expected, Rules.Passes((ref FalValidator c) => c.MultipleOf(scaledValue, scaledStep)));
            Assert.Equal(expected, Rules.Passes((ref FalValidator c) => c.MultipleOf(value, step)));
        });

    [Fact]
    public void Multiples_of_any_doubles_agree_with_big_integers() => Gen.Select(Gen.Double, Gen.Double).Holds(static (value, step) =>
    {
        if (!double.IsFinite(value) || !double.IsFinite(step) || step == 0) return;
        Assert.Equal(Scaled(value) % Scaled(step) == 0, Rules.Passes((ref FalValidator c) => c.MultipleOf(value, step)));
    });

    [Fact]
    public void Counts_agree_with_comparison() => Gen.Select(Gen.Int.List[0, 6], Gen.Long[-1, 7]).Holds(static (items, limit) =>
    {
        var map = items.Index().ToDictionary(static pair => pair.Index.ToString(CultureInfo.InvariantCulture), static pair => pair.Item);
        Assert.Equal(items.Count >= limit, Rules.Passes((ref FalValidator c) => c.MinItems(items, limit)));
        Assert.Equal(items.Count <= limit, Rules.Passes((ref FalValidator c) => c.MaxItems(items, limit)));
        Assert.Equal(items.Count >= limit, Rules.Passes((ref FalValidator c) => c.MinProperties(map, limit)));
        Assert.Equal(items.Count <= limit, Rules.Passes((ref FalValidator c) => c.MaxProperties(map, limit)));
    });

    [Fact]
    public void Unique_items_agree_with_a_set() => Gen.Int[0, 40].List[0, 60].Holds(static items =>
    {
        bool unique = items.Distinct().Count() == items.Count;
        Assert.Equal(unique, Rules.Passes((ref FalValidator c) => c.UniqueItems(items)));
        List<FalJson> json = [.. items.Select(static (item, i) => FalJson.Parse(i % 2 == 0 ? $"[{item}]" : $"[{item}.0]"))];
        Assert.Equal(unique, Rules.Passes((ref FalValidator c) => c.UniqueItems(json)));
        List<IReadOnlyList<int>> lists = [.. items.Select(static item => (IReadOnlyList<int>)(int[])[item, 1])];
        Assert.Equal(unique, Rules.Passes((ref FalValidator c) => c.UniqueItems(lists)));
    });

    private static void Bounds(long value, long b, long c)
    {
        Assert.Equal(value >= b, Rules.Passes((ref FalValidator v) => v.Minimum(value, b)));
        Assert.Equal(value <= b, Rules.Passes((ref FalValidator v) => v.Maximum(value, b)));
        Assert.Equal(value > b, Rules.Passes((ref FalValidator v) => v.ExclusiveMinimum(value, b)));
        Assert.Equal(value < b, Rules.Passes((ref FalValidator v) => v.ExclusiveMaximum(value, b)));
        Assert.Equal(value >= b && value <= c, Rules.Passes((ref FalValidator v) => v.Range(value, b, c)));
    }

    /// <summary>The shortest digits of a double as a whole number of 1e-1100.</summary>
    private static BigInteger Scaled(double number)
    {
        const int Places = 1100;
        string[] parts = number.ToString("R", CultureInfo.InvariantCulture).Split('E');
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        int fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        return BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BigInteger.Pow(10, Places + exponent - fraction);
    }

    [Fact]
    public void A_constant_allows_itself_only()
    {
        Assert.True(Rules.Passes(static (ref FalValidator c) => c.Const("a", "a").Const(1, 1).Const(1.5, 1.5).Const(true, true).Const(FalJson.Parse("[1.0]"), FalJson.Parse("[1]"))));
        Assert.Equal(5, Rules.Run(static (ref FalValidator c) => c.Const("a", "b").Const(1, 2).Const(1.5, 2).Const(true, false).Const(FalJson.Parse("[1.5]"), FalJson.Parse("[1]"))).Count);
        Assert.Equal("Value is \"a\", only \"b\" is allowed.", Assert.Single(Rules.Run(static (ref FalValidator c) => c.Const("a", "b"))).Message);
    }

    [Fact]
    public void An_open_enum_may_be_closed()
    {
        Assert.True(Rules.Passes(static (ref FalValidator c) => c.Defined<Size, SizeCodec>((FalOpenEnum<Size>)Size.Small)));
        FalValidationError error = Assert.Single(Rules.Run(static (ref FalValidator c) => c.Defined<Size, SizeCodec>((FalOpenEnum<Size>)"8K")));
        Assert.Equal("Value is \"8K\", but must be one of \"1K\", \"2K\".", error.Message);
    }
}
