using System.Globalization;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>The positions of an array, in each of their three spellings.</summary>
internal static class Tuples
{
    /// <summary>
    /// The keyword that describes positions and their schemas: <c>prefixItems</c>, a list under <c>items</c> (drafts 4 to 2019-09), or an
    /// object under <c>items</c> whose names are 0, 1, 2 and on. Null where the array has none.
    /// </summary>
    public static (string Keyword, JsonNode[] Schemas)? Positions(JsonNode schema)
    {
        if (schema["prefixItems"] is { IsArray: true, Items.Length: > 0 } prefix)
            return ("prefixItems", prefix.Items);
        if (schema["items"] is not { } items)
            return null;
        if (items is { IsArray: true, Items.Length: > 0 })
            return ("items", items.Items);
        return IsNumbered(items) ? ("items", [.. Enumerable.Range(0, items.Members.Length).Select(i => items[Number(i)]!)]) : null;
    }

    /// <summary>Whether the value of <c>items</c> is the schema of each item, or of the items behind the positions.</summary>
    public static bool IsSchema(JsonNode? items) => items is { IsObject: true } && !IsNumbered(items);

    private static bool IsNumbered(JsonNode items) =>
        items is { IsObject: true, Members.Length: > 0 } && Enumerable.Range(0, items.Members.Length).All(i => items[Number(i)] is not null);

    private static string Number(int position) => position.ToString(CultureInfo.InvariantCulture);
}
