using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Reports rules on numbers that no number keeps, and steps that cannot be checked.</summary>
internal static class NumberCheck
{
    private static readonly string[] s_bounds = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];

    public static void Report(RuleSpec rules, IReadOnlyList<Layer> layers, bool isWhole, ProblemList problems)
    {
        if (IsEmpty(rules, isWhole) && Find(layers, s_bounds) is { } bound)
            problems.Add(ProblemIds.MalformedSchema, $"#{bound.Pointer}: the bounds {Bounds(rules)} leave no number of this type, so every value is refused before the call. Fetch the document again, or correct the bound.", bound.Member);
        if (rules.MultipleOf is { } step && Numbers.Step(step, isWhole) is null && Find(layers, ["multipleOf"]) is { } place)
            problems.Add(ProblemIds.UnknownKeyword, $"#{place.Pointer}: multiples of {Short(step)} are not checked before the call, because no number type holds it exactly; the service checks it.", place.Member);
    }

    private static bool IsEmpty(RuleSpec rules, bool isWhole)
    {
        // The largest double is not looked at: whoever bounds by it bounds nothing.
        (ExactNumber Number, bool Without)? low = Stricter(rules.Minimum, rules.ExclusiveMinimum, 1), high = Stricter(rules.Maximum, rules.ExclusiveMaximum, -1);
        if (low is { } only && (isWhole ? Above(only) is null && only.Number.Sign > 0 : !only.Number.IsDouble && only.Number.Sign > 0))
            return true;
        if (high is { } last && (isWhole ? Below(last) is null && last.Number.Sign < 0 : !last.Number.IsDouble && last.Number.Sign < 0))
            return true;
        if (low is not { } first || high is not { } end)
            return false;
        if (isWhole && Above(first) is { } smallest && Below(end) is { } largest)
            return smallest > largest;
        int order = first.Number.CompareTo(end.Number);
        return order > 0 || (order == 0 && (first.Without || end.Without));
    }

    /// <summary>The smallest integer that a lower bound allows.</summary>
    private static long? Above((ExactNumber Number, bool Without) bound) =>
        bound.Without && bound.Number.IsWhole ? bound.Number.Floor() is { } whole and < long.MaxValue ? whole + 1 : null : bound.Number.Ceiling();

    /// <summary>The largest integer that an upper bound allows.</summary>
    private static long? Below((ExactNumber Number, bool Without) bound) =>
        bound.Without && bound.Number.IsWhole ? bound.Number.Floor() is { } whole and > long.MinValue ? whole - 1 : null : bound.Number.Floor();

    private static (ExactNumber Number, bool Without)? Stricter(string? plain, string? exclusive, int sign)
    {
        if (plain is null && exclusive is null)
            return null;
        if (plain is null || exclusive is null)
            return (ExactNumber.Parse(plain ?? exclusive!), plain is null);
        var left = ExactNumber.Parse(plain);
        var right = ExactNumber.Parse(exclusive);
        return left.CompareTo(right) * sign > 0 ? (left, false) : (right, true);
    }

    private static (string Pointer, JsonMember Member)? Find(IReadOnlyList<Layer> layers, string[] keywords)
    {
        foreach (Layer layer in layers)
            foreach (JsonMember member in layer.Node.Members)
                if (keywords.Contains(member.Name) && member.Value.IsNumber)
                    return ($"{layer.Pointer}/{member.Name}", member);
        return null;
    }

    private static string Bounds(RuleSpec rules) => string.Join(", ", new[]
    {
        rules.Minimum is { } minimum ? "at least " + Short(minimum) : "", rules.ExclusiveMinimum is { } above ? "more than " + Short(above) : "",
        rules.Maximum is { } maximum ? "at most " + Short(maximum) : "", rules.ExclusiveMaximum is { } below ? "less than " + Short(below) : "",
    }.Where(static text => text.Length > 0));

    private static string Short(string number) => number.Length <= 40 ? number : number.Substring(0, 40) + "…";
}
