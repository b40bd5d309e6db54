using System.Globalization;

namespace KlingGen.Compiler.Emit;

/// <summary>C# literals for the numbers of a schema.</summary>
internal static class Numbers
{
    public static string Int64(string literal) => literal == "-9223372036854775808" ? "long.MinValue" : literal + "L";

    /// <summary>As the model writes it: the grammar of JSON numbers lies within that of C#. Beyond the range, the last number within.</summary>
    public static string Double(string literal)
    {
        if (!double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || double.IsInfinity(value))
            return literal[0] == '-' ? "double.MinValue" : "double.MaxValue";
        return literal.IndexOfAny(['.', 'e', 'E']) >= 0 ? literal : literal + "d";
    }

    /// <summary>A decimal literal, where the number has one.</summary>
    public static string? Decimal(string literal) =>
        decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && value != 0 ? value.ToString(CultureInfo.InvariantCulture) + "m" : null;
}
