using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CorpusTests.Instances;

/// <summary>JSON text of nodes, null included; whatever can stand there unescaped does.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static string Text(JsonNode? node) => node?.ToJsonString(s_plain) ?? "null";

    public static byte[] Bytes(JsonNode? node) => Encoding.UTF8.GetBytes(Text(node));

    /// <summary>A copy in which scalars may be changed; null stays null.</summary>
    public static JsonNode? Map(JsonNode? node, Func<JsonValue, JsonNode> change) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Map(member.Value, change)))),
        JsonArray items => new JsonArray([.. items.Select(item => Map(item, change))]),
        JsonValue value => change(value),
        _ => null,
    };
}
