using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>What callers hand over as arguments, as JSON: elements, nodes, texts, numbers, and collections of them. Nothing of it is trusted to be well-formed.</summary>
internal static class ArgumentJson
{
    public const int Deepest = 32;

    /// <summary>Turns a value into a node of its own.</summary>
    /// <param name="value">The value.</param>
    /// <param name="node">The node; null for JSON null.</param>
    /// <param name="problem">What is wrong with it, as the rest of a sentence.</param>
    public static bool TryConvert(object? value, out JsonNode? node, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        node = null;
        try
        {
            node = Convert(value, 0);
            return true;
        }
        catch (FormatException unfit)
        {
            problem = unfit.Message;
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or JsonException or ArgumentException or NotSupportedException)
        {
            problem = "is not valid JSON text: half of a character, or a name that occurs twice";
        }
        return false;
    }

    private static JsonNode? Convert(object? value, int depth)
    {
        if (depth > Deepest)
            throw new FormatException($"is nested deeper than {Deepest} levels");
        switch (value)
        {
            case null:
                return null;
            case JsonElement element:
                return Element(element, depth);
            case JsonNode node:
                return Element(JsonSerializer.SerializeToElement(node, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonNode))), depth);
            case FalJson json:
                return Element(json.Element, depth);
            case string text:
                return Text(text);
            case char letter:
                return Text(letter.ToString());
            case Uri address:
                return Text(address.OriginalString);
            case bool flag:
                return JsonValue.Create(flag);
            case int or long or short or byte or sbyte or ushort or uint:
                return JsonValue.Create(System.Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
            case ulong number:
                return JsonValue.Create(number);
            case decimal number:
                return JsonValue.Create(number);
            case float or double:
                double real = System.Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
                return double.IsFinite(real) ? JsonValue.Create(real) : throw new FormatException("is not a finite number");
            case IDictionary<string, object?> members:
                var record = new JsonObject();
                foreach ((string name, object? member) in members)
                    record[name] = Convert(member, depth + 1);
                return record;
            case IEnumerable items:
                var list = new JsonArray();
                foreach (object? item in items)
                    list.Add(Convert(item, depth + 1));
                return list;
            default:
                return AIJsonUtilities.DefaultOptions.TryGetTypeInfo(value.GetType(), out System.Text.Json.Serialization.Metadata.JsonTypeInfo? type)
                    ? Element(JsonSerializer.SerializeToElement(value, type), depth)
                    : throw new FormatException($"is a {value.GetType().Name}, which is no JSON");
        }
    }

    // Element by element: a node made of the whole would find out about doubled names and broken texts later, and elsewhere.
    private static JsonNode? Element(JsonElement element, int depth)
    {
        if (depth > Deepest)
            throw new FormatException($"is nested deeper than {Deepest} levels");
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var record = new JsonObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    if (!record.TryAdd(member.Name, Element(member.Value, depth + 1)))
                        throw new FormatException($"has the member '{member.Name}' twice");
                }
                return record;
            case JsonValueKind.Array:
                var list = new JsonArray();
                foreach (JsonElement item in element.EnumerateArray())
                    list.Add(Element(item, depth + 1));
                return list;
            case JsonValueKind.String:
                return Text(element.GetString()!);
            case JsonValueKind.Number:
                return JsonNode.Parse(element.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            default:
                return null;
        }
    }

    private static JsonValue Text(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
                throw new FormatException("has half of a character in its text");
        }
        return JsonValue.Create(text);
    }
}
