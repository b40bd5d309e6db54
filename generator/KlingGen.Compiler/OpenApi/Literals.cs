using System.Globalization;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Reads JSON scalars into model values, invariantly.</summary>
internal static class Literals
{
    public static LiteralSpec Read(JsonNode node) => node.Kind switch
    {
        JsonKind.String => new(LiteralKind.String, node.Text),
        JsonKind.True or JsonKind.False => new(LiteralKind.Boolean, node.Raw),
        JsonKind.Null => new(LiteralKind.Null, "null"),
        JsonKind.Number => Whole(node) is { } whole ? new(LiteralKind.Integer, whole.ToString(CultureInfo.InvariantCulture)) : new(LiteralKind.Number, node.Number),
        _ => new(LiteralKind.Other, CanonicalJson.Write(node)),
    };

    /// <summary>A number without a fraction that fits into 64 bits, however it is written (2, 2.0, 2e0).</summary>
    public static long? Whole(JsonNode node)
    {
        if (!node.IsNumber)
            return null;
        if (long.TryParse(node.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return whole;
        var number = ExactNumber.Parse(node.Raw);
        return number.IsWhole ? number.Floor() : null;
    }

    /// <summary>A count: whole, not negative, within 32 bits (anything beyond is as good as no limit).</summary>
    public static int? Count(JsonNode? node) => node is { IsNumber: true } && ExactNumber.Parse(node.Raw) is { IsWhole: true, Sign: >= 0 } count ? (int)Math.Min(count.Floor() ?? int.MaxValue, int.MaxValue) : null;

    public static bool IsPositive(JsonNode node) => node.IsNumber && ExactNumber.Parse(node.Raw).Sign > 0;

    /// <summary>The number as a double, for comparing two bounds.</summary>
    public static double Approximate(string literal) => double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
