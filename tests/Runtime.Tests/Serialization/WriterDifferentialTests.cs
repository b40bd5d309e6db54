using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using KlingGen.CompilerServices;
using KlingGen.TestKit;

namespace Runtime.Tests.Serialization;

/// <summary>The writer against Utf8JsonWriter, driven by the same random calls.</summary>
public class WriterDifferentialTests
{
    private static readonly Gen<(int Kind, string Text, double Number)> Call = Gen.Select(Gen.Int[0, 9], Gen.String[0, 8], Gen.Double.Where(double.IsFinite));

    [Fact]
    public void The_same_calls_give_the_same_JSON() => Call.Array[0, 60].Holds(static calls =>
    {
        FalJsonWriter ours = FalJsonWriter.Rent();
        using var memory = new MemoryStream();
        using var theirs = new Utf8JsonWriter(memory, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var open = new Stack<bool>();
        Start(array: true);
        foreach ((int kind, string text, double number) in calls)
        {
            if (kind == 0 && open.Count > 1)
            {
                End();
                continue;
            }

            if (!open.Peek())
            {
                byte[] name = Encoding.UTF8.GetBytes(text);
                ours.WritePropertyName(name);
                theirs.WritePropertyName(name);
            }

            switch (kind)
            {
                case 1 or 2:
                    Start(kind == 1);
                    break;
                case 3:
                    ours.WriteValue(number);
                    theirs.WriteNumberValue(number);
                    break;
                case 4:
                    ours.WriteValue((long)number);
                    theirs.WriteNumberValue((long)number);
                    break;
                case 5:
                    ours.WriteValue(number > 0);
                    theirs.WriteBooleanValue(number > 0);
                    break;
                case 6:
                    ours.WriteNull();
                    theirs.WriteNullValue();
                    break;
                case 7:
                    ours.WriteValue(Encoding.UTF8.GetBytes(text));
                    theirs.WriteStringValue(Encoding.UTF8.GetBytes(text));
                    break;
                default:
                    ours.WriteValue(text);
                    theirs.WriteStringValue(text);
                    break;
            }
        }

        while (open.Count > 0) End();
        theirs.Flush();

        // Byte for byte but for escapes: Utf8JsonWriter escapes more than JSON demands.
        Assert.Equal(Plain(memory.ToArray()), Plain(ours.WrittenSpan.ToArray()));
        ours.Return();

        void Start(bool array)
        {
            open.Push(array);
            if (array)
            {
                ours.WriteStartArray();
                theirs.WriteStartArray();
            }
            else
            {
                ours.WriteStartObject();
                theirs.WriteStartObject();
            }
        }

        void End()
        {
            if (open.Pop())
            {
                ours.WriteEndArray();
                theirs.WriteEndArray();
            }
            else
            {
                ours.WriteEndObject();
                theirs.WriteEndObject();
            }
        }
    }, iter: 4000);

    /// <summary>The tokens of a text with strings unescaped; duplicate names stay.</summary>
    private static List<string> Plain(byte[] json)
    {
        var tokens = new List<string>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            bool text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
            tokens.Add($"{reader.TokenType} {(text ? reader.GetString() : Encoding.UTF8.GetString(reader.ValueSpan))}");
        }

        return tokens;
    }
}
