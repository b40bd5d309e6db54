using System.Globalization;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.Emit;

/// <summary>
/// A bound as the type of its member can say it. What lies beyond the type's range is either no bound at all, or one that nothing keeps.
/// </summary>
/// <param name="Literal">The C# literal; null where there is no bound.</param>
/// <param name="IsWhole">Whether the literal is an integer for an integer.</param>
/// <param name="Never">The rule that every number breaks, where this is what the bound amounts to.</param>
internal readonly record struct NumberBound(string? Literal, bool IsWhole, (string Rule, string Literal)? Never)
{
    // From here on, doubles hold no fractions, and not every integer.
    private static readonly ExactNumber s_large = ExactNumber.Of(1L << 53);
    private static readonly ExactNumber s_largeNegative = ExactNumber.Of(-(1L << 53));

    public bool IsBound => Literal is not null;

    public static NumberBound Lower(string? literal, bool isWhole, bool isExclusive = false) => Of(literal, isWhole, isLower: true, isExclusive);

    public static NumberBound Upper(string? literal, bool isWhole, bool isExclusive = false) => Of(literal, isWhole, isLower: false, isExclusive);

    private static NumberBound Of(string? literal, bool isWhole, bool isLower, bool isExclusive)
    {
        if (literal is null)
            return default;
        var number = ExactNumber.Parse(literal);
        if (!isWhole)
            return number.IsDouble ? new NumberBound(Numbers.DoubleArgument(literal), false, null) : Beyond(number, isLower, "double");
        if (!number.IsWhole && number.CompareTo(s_large) < 0 && number.CompareTo(s_largeNegative) > 0)
            return new NumberBound(Numbers.Double(literal), false, null);

        // The integers next to a large fraction: one side of it is the first that is allowed, the other the last that is not.
        long? whole = number.IsWhole || isLower == isExclusive ? number.Floor() : number.Ceiling();
        return whole is { } bound ? new NumberBound(bound == long.MinValue ? "long.MinValue" : bound.ToString(CultureInfo.InvariantCulture), true, null) : Beyond(number, isLower, "long");
    }

    private static NumberBound Beyond(ExactNumber number, bool isLower, string type)
    {
        if (number.Sign > 0 != isLower)
            return default;
        return new NumberBound(null, false, isLower ? ("ExclusiveMinimum", type + ".MaxValue") : ("ExclusiveMaximum", type + ".MinValue"));
    }
}
