using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Compiler;

namespace Compiler.Tests.SecondOpinion;

/// <summary>Values as text that is equal where the values are, by the framework's own JSON reader.</summary>
internal static class Canonical
{
    public static string Number(string literal) =>
        decimal.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? (exact / 1.0000000000000000000000000000m).ToString("G29", CultureInfo.InvariantCulture)
        : double.Parse(literal, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);

    public static string Literal(LiteralSpec literal) => literal.Kind == LiteralKind.String ? Text(literal.Text) : Json(JsonNode.Parse(literal.Text));

    public static string Text(string text) => JsonSerializer.Serialize(text);

    public static string Json(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(",", members.OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => Text(member.Key) + ":" + Json(member.Value))) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Json)) + "]",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => Text(node.GetValue<string>()),
            JsonValueKind.Number => Number(node.ToJsonString()),
            _ => node.ToJsonString(),
        },
    };
}
