using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Recording;

/// <summary>JSON of others as nodes. Of members with one name the last counts, and what is no JSON is nothing.</summary>
internal static class ForeignJson
{
    private const int Deepest = 512;

    public static JsonNode? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, new JsonReaderOptions { MaxDepth = Deepest });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return reader.Read() ? null : Of(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static JsonNode? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (JsonProperty member in element.EnumerateObject())
                    members[member.Name] = Of(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Of)]);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    /// <summary>The data of one server-sent event; null for a comment and for what is no JSON.</summary>
    public static JsonNode? OfEvent(string text)
    {
        string data = string.Join('\n', text.Split('\n').Where(static line => line.StartsWith("data:", StringComparison.Ordinal)).Select(static line => line[5..].TrimStart(' ')));
        return data.Length == 0 ? null : Read(Encoding.UTF8.GetBytes(data));
    }
}
