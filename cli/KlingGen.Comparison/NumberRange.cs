using System.Globalization;
using KlingGen.Compiler;
using KlingGen.Compiler.Json;

namespace KlingGen.Comparison;

/// <summary>An interval whose ends may be missing, and may be excluded.</summary>
internal readonly record struct NumberRange(string? Low, bool WithoutLow, string? High, bool WithoutHigh)
{
    public static NumberRange Of(int? low, int? high) =>
        new(low is null or 0 ? null : low.Value.ToString(CultureInfo.InvariantCulture), false, high?.ToString(CultureInfo.InvariantCulture), false);

    /// <summary>The stricter of the plain and the exclusive bound; for whole numbers without a difference between <c>&gt; 0</c> and <c>≥ 1</c>.</summary>
    public static NumberRange Of(RuleSpec rules, bool isWhole)
    {
        (string? low, bool withoutLow) = Stricter(rules.Minimum, rules.ExclusiveMinimum, 1);
        (string? high, bool withoutHigh) = Stricter(rules.Maximum, rules.ExclusiveMaximum, -1);
        if (isWhole && withoutLow && long.TryParse(low, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long first) && first < long.MaxValue)
            (low, withoutLow) = ((first + 1).ToString(CultureInfo.InvariantCulture), false);
        if (isWhole && withoutHigh && long.TryParse(high, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long last) && last > long.MinValue)
            (high, withoutHigh) = ((last - 1).ToString(CultureInfo.InvariantCulture), false);
        return new NumberRange(low, withoutLow, high, withoutHigh);
    }

    public NumberRange WithinInt32() => this with { Low = Low ?? "-2147483648", High = High ?? "2147483647" };

    /// <summary>Whether it refuses a number that the other allows.</summary>
    public bool IsTighterThan(NumberRange other) =>
        IsStricter(Low, WithoutLow, other.Low, other.WithoutLow, 1) || IsStricter(High, WithoutHigh, other.High, other.WithoutHigh, -1);

    public override string ToString() => (Low, High) switch
    {
        (null, null) => "unlimited",
        (not null, not null) when Low == High => $"exactly {Low}",
        (not null, not null) when !WithoutLow && !WithoutHigh => $"{Low} to {High}",
        _ => string.Join(", ", new[] { Low is null ? "" : (WithoutLow ? "more than " : "at least ") + Low, High is null ? "" : (WithoutHigh ? "less than " : "at most ") + High }.Where(static part => part.Length > 0)),
    };

    /// <summary>By exact value.</summary>
    public static int Compare(string left, string right) => ExactNumber.Parse(left).CompareTo(ExactNumber.Parse(right));

    /// <summary>By exact value; false where it is too large to say.</summary>
    public static bool IsMultiple(string number, string step) => ExactNumber.Parse(number).IsMultipleOf(ExactNumber.Parse(step)) == true;

    private static (string? Bound, bool Without) Stricter(string? plain, string? exclusive, int sign)
    {
        if (plain is null || exclusive is null)
            return (plain ?? exclusive, plain is null && exclusive is not null);
        return Compare(plain, exclusive) * sign > 0 ? (plain, false) : (exclusive, true);
    }

    private static bool IsStricter(string? bound, bool without, string? other, bool otherWithout, int sign)
    {
        if (bound is null || other is null)
            return bound is not null;
        int order = Compare(bound, other) * sign;
        return order > 0 || (order == 0 && without && !otherWithout);
    }
}
