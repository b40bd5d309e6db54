using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Exchange;

/// <summary>JSON values as MessagePack, in which clients speak over a realtime connection. Bytes become base64; there are no extension types.</summary>
internal static class PackedJson
{
    private const int Deepest = 64;

    /// <exception cref="FormatException">The bytes are not one value.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> bytes)
    {
        JsonNode? value = Read(ref bytes, 0);
        return bytes.IsEmpty ? value : throw new FormatException("Bytes are left after the value.");
    }

    public static byte[] Write(JsonNode? node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, node);
        return bytes.WrittenSpan.ToArray();
    }

    private static JsonNode? Read(ref ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth > Deepest)
            throw new FormatException($"The value is nested deeper than {Deepest} levels.");
        byte head = Take(ref bytes, 1)[0];
        return head switch
        {
            <= 0x7f => JsonValue.Create((long)head),
            <= 0x8f => Map(ref bytes, head & 0x0f, depth),
            <= 0x9f => List(ref bytes, head & 0x0f, depth),
            <= 0xbf => JsonValue.Create(Text(ref bytes, head & 0x1f)),
            0xc0 => null,
            0xc2 => JsonValue.Create(false),
            0xc3 => JsonValue.Create(true),
            0xc4 => Binary(ref bytes, Take(ref bytes, 1)[0]),
            0xc5 => Binary(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2))),
            0xc6 => Binary(ref bytes, Length(ref bytes)),
            0xca => Number(BinaryPrimitives.ReadSingleBigEndian(Take(ref bytes, 4))),
            0xcb => Number(BinaryPrimitives.ReadDoubleBigEndian(Take(ref bytes, 8))),
            0xcc => JsonValue.Create((long)Take(ref bytes, 1)[0]),
            0xcd => JsonValue.Create((long)BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2))),
            0xce => JsonValue.Create((long)BinaryPrimitives.ReadUInt32BigEndian(Take(ref bytes, 4))),
            0xcf => JsonValue.Create(BinaryPrimitives.ReadUInt64BigEndian(Take(ref bytes, 8))),
            0xd0 => JsonValue.Create((long)(sbyte)Take(ref bytes, 1)[0]),
            0xd1 => JsonValue.Create((long)BinaryPrimitives.ReadInt16BigEndian(Take(ref bytes, 2))),
            0xd2 => JsonValue.Create((long)BinaryPrimitives.ReadInt32BigEndian(Take(ref bytes, 4))),
            0xd3 => JsonValue.Create(BinaryPrimitives.ReadInt64BigEndian(Take(ref bytes, 8))),
            0xd9 => JsonValue.Create(Text(ref bytes, Take(ref bytes, 1)[0])),
            0xda => JsonValue.Create(Text(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2)))),
            0xdb => JsonValue.Create(Text(ref bytes, Length(ref bytes))),
            0xdc => List(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2)), depth),
            0xdd => List(ref bytes, Length(ref bytes), depth),
            0xde => Map(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2)), depth),
            0xdf => Map(ref bytes, Length(ref bytes), depth),
            >= 0xe0 => JsonValue.Create((long)(sbyte)head),
            _ => throw new FormatException($"The type 0x{head:x2} stands for no JSON value."),
        };
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (bytes.Length < count)
            throw new FormatException("The value is cut off.");
        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    // A length beyond what is there is a cut-off value, before anything is set aside for it.
    private static int Length(ref ReadOnlySpan<byte> bytes)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(Take(ref bytes, 4));
        return length <= bytes.Length ? (int)length : throw new FormatException("The value is cut off.");
    }

    private static string Text(ref ReadOnlySpan<byte> bytes, int length) => Encoding.UTF8.GetString(Take(ref bytes, length));

    private static JsonValue Binary(ref ReadOnlySpan<byte> bytes, int length) => JsonValue.Create(Convert.ToBase64String(Take(ref bytes, length)));

    private static JsonValue Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : throw new FormatException("A number is not finite, which JSON cannot say.");

    private static JsonArray List(ref ReadOnlySpan<byte> bytes, int count, int depth)
    {
        var items = new JsonArray();
        for (int i = 0; i < count; i++)
            items.Add(Read(ref bytes, depth + 1));
        return items;
    }

    private static JsonObject Map(ref ReadOnlySpan<byte> bytes, int count, int depth)
    {
        var members = new JsonObject();
        for (int i = 0; i < count; i++)
        {
            if (Read(ref bytes, depth + 1) is not JsonValue key || !key.TryGetValue(out string? name))
                throw new FormatException("A name of a map is no text.");
            members[name] = Read(ref bytes, depth + 1);
        }
        return members;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, JsonNode? node)
    {
        switch (node?.GetValueKind())
        {
            case null or JsonValueKind.Null:
                bytes.Write<byte>([0xc0]);
                break;
            case JsonValueKind.True:
                bytes.Write<byte>([0xc3]);
                break;
            case JsonValueKind.False:
                bytes.Write<byte>([0xc2]);
                break;
            case JsonValueKind.Number:
                WriteNumber(bytes, node.AsValue());
                break;
            case JsonValueKind.String:
                byte[] text = Encoding.UTF8.GetBytes(node.GetValue<string>());
                WriteHead(bytes, 0xdb, text.Length);
                bytes.Write(text);
                break;
            case JsonValueKind.Array:
                WriteHead(bytes, 0xdd, node.AsArray().Count);
                foreach (JsonNode? item in node.AsArray())
                    Write(bytes, item);
                break;
            default:
                WriteHead(bytes, 0xdf, node.AsObject().Count);
                foreach ((string name, JsonNode? value) in node.AsObject())
                {
                    Write(bytes, JsonValue.Create(name));
                    Write(bytes, value);
                }
                break;
        }
    }

    private static void WriteHead(ArrayBufferWriter<byte> bytes, byte type, int length)
    {
        Span<byte> head = bytes.GetSpan(5);
        head[0] = type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], length);
        bytes.Advance(5);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> bytes, JsonValue value)
    {
        Span<byte> number = bytes.GetSpan(9);
        if (long.TryParse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out long whole))
        {
            number[0] = 0xd3;
            BinaryPrimitives.WriteInt64BigEndian(number[1..], whole);
        }
        else
        {
            number[0] = 0xcb;
            BinaryPrimitives.WriteDoubleBigEndian(number[1..], double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture));
        }
        bytes.Advance(9);
    }
}
