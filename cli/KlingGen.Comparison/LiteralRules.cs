using System.Globalization;
using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>Whether one known value keeps the rules of a schema.</summary>
internal static class LiteralRules
{
    /// <summary>False too where it cannot be known: patterns and alternatives are not tried here.</summary>
    public static bool Hold(LiteralSpec value, RuleSpec rules)
    {
        if ((rules.Const is { } only && !only.Equals(value)) || rules.Choice is not null)
            return false;
        return value.Kind switch
        {
            LiteralKind.String => rules.Patterns.Count == 0 && Fits(Length(value.Text), NumberRange.Of(rules.MinLength, rules.MaxLength)),
            LiteralKind.Integer or LiteralKind.Number => Fits(value.Text, NumberRange.Of(rules, isWhole: false)) && (rules.MultipleOf is null || NumberRange.IsMultiple(value.Text, rules.MultipleOf)),
            _ => true,
        };
    }

    private static bool Fits(string number, NumberRange range) => !range.IsTighterThan(new NumberRange(number, false, number, false));

    private static string Length(string text)
    {
        int pairs = 0;
        for (int i = 1; i < text.Length; i++)
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                pairs++;
        return (text.Length - pairs).ToString(CultureInfo.InvariantCulture);
    }
}
