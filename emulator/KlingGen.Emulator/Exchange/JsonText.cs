using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Exchange;

/// <summary>JSON as the service writes it: compact, UTF-8 left as it is.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions IndentedOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static ReadOnlyMemory<byte> Bytes(JsonNode? node) => Bytes(writer =>
    {
        if (node is null)
            writer.WriteNullValue();
        else
            node.WriteTo(writer);
    });

    public static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write) => Bytes(write, Options);

    /// <summary>The same over several lines, for people and version control.</summary>
    public static ReadOnlyMemory<byte> Indented(JsonNode node) => Bytes(writer => node.WriteTo(writer), IndentedOptions);

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
            write(writer);
        return buffer.WrittenMemory;
    }
}
