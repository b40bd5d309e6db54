using System.Text;
using System.Text.Json;

namespace KlingGen.TestKit;

/// <summary>Writes the same JSON with its members in another order.</summary>
public static class JsonShuffle
{
    public static string Shuffle(string json, int seed)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, document.RootElement, new Random(Seeds.Of(seed)));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, Random random)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                JsonProperty[] members = [.. value.EnumerateObject()];
                random.Shuffle(members);
                foreach (JsonProperty member in members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, random);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                    Write(writer, item, random);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(value.GetRawText());
                break;
        }
    }
}
