using System.Globalization;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.CSharp;

/// <summary>
/// The one printer of C# literals for the numbers of a schema, whatever JSON spells them like. Digits are kept as the model writes them: the C#
/// compiler rounds right, the framework that this runs on may not.
/// </summary>
internal static class Numbers
{
    /// <summary>The most digits that every double gives back as they were.</summary>
    private const int ExactDigits = 15;

    public static string Int64(string literal) => literal == "-9223372036854775808" ? "long.MinValue" : literal + "L";

    /// <summary>A literal of type <c>double</c>. Beyond the range, the last number within.</summary>
    public static string Double(string literal)
    {
        if (!ExactNumber.Parse(literal).IsDouble)
            return literal[0] == '-' ? "double.MinValue" : "double.MaxValue";
        return literal.IndexOfAny(['.', 'e', 'E']) >= 0 ? literal : literal + "d";
    }

    /// <summary>The same where a double is expected: a whole number of 64 bits becomes one by itself.</summary>
    public static string DoubleArgument(string literal) =>
        long.TryParse(literal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? literal : Double(literal);

    /// <summary>A <c>decimal</c> literal, where there is one of exactly this value other than zero.</summary>
    public static string? Decimal(string literal)
    {
        if (!decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) || value == 0)
            return null;
        string text = value.ToString(CultureInfo.InvariantCulture);
        return ExactNumber.Parse(text).Equals(ExactNumber.Parse(literal)) ? text + "m" : null;
    }

    /// <summary>What <c>MultipleOf</c> is called with; null where no literal says the step exactly, so that nothing is checked.</summary>
    public static string? Step(string literal, bool isWhole)
    {
        var step = ExactNumber.Parse(literal);
        if (isWhole && step.Numerator() is { } numerator)
            return numerator.ToString(CultureInfo.InvariantCulture);
        return Decimal(literal) ?? (step.Digits <= ExactDigits && step.Top is > -290 and <= 308 ? Double(literal) : null);
    }
}
