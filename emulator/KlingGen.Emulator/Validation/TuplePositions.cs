using System.Globalization;
using System.Text.Json;

namespace KlingGen.Emulator.Validation;

/// <summary>The positions of an array, in each of their three spellings.</summary>
internal static class TuplePositions
{
    /// <summary>
    /// The schema of each position, and that of the items behind them: <c>prefixItems</c> and <c>items</c>; a list under <c>items</c>, or an object
    /// whose names are 0, 1, 2 and on, and <c>additionalItems</c>. Null where an array has no positions.
    /// </summary>
    public static (JsonElement[] Positions, JsonElement? Beyond)? Of(JsonElement schema)
    {
        JsonElement? items = schema.TryGetProperty("items", out JsonElement value) ? value : null;
        if (schema.TryGetProperty("prefixItems", out JsonElement prefix) && prefix is { ValueKind: JsonValueKind.Array } && prefix.GetArrayLength() > 0)
            return ([.. prefix.EnumerateArray()], IsSchema(items) ? items : null);
        JsonElement? rest = schema.TryGetProperty("additionalItems", out JsonElement more) && IsSchema(more) ? more : null;
        return items switch
        {
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => ([.. list.EnumerateArray()], rest),
            { ValueKind: JsonValueKind.Object } numbered when Numbered(numbered) is { Length: > 0 } positions => (positions, rest),
            _ => null,
        };
    }

    private static bool IsSchema(JsonElement? schema) =>
        schema is { ValueKind: JsonValueKind.Object } members ? Numbered(members).Length == 0 : schema is { ValueKind: JsonValueKind.True or JsonValueKind.False };

    /// <summary>The values of 0, 1, 2 and on; none where there is any other name.</summary>
    private static JsonElement[] Numbered(JsonElement members)
    {
        var positions = new List<JsonElement>();
        while (members.TryGetProperty(positions.Count.ToString(CultureInfo.InvariantCulture), out JsonElement position))
            positions.Add(position);
        return positions.Count == members.GetPropertyCount() ? [.. positions] : [];
    }
}
