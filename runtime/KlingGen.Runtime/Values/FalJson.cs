using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Any JSON value, for what a schema leaves free. Immutable; equal when the JSON means the same.</summary>
/// <remarks>
/// Numbers are equal by exact value (<c>1.0</c> and <c>1</c>), objects in whatever order. The text is kept as it came, so a value read is written
/// back digit for digit. A C# null is "left off"; <see cref="Null"/> is the JSON <c>null</c>.
/// <para>JSON text may hold half of a surrogate pair (<c>"\ud83d"</c>, an emoji that was cut in two). <see cref="GetString"/>, <see cref="TryGetProperty"/>,
/// <see cref="EnumerateArray"/> and <see cref="EnumerateObject"/> read any text; <see cref="Element"/> hands out System.Text.Json's own view, which throws for it.</para>
/// </remarks>
[JsonConverter(typeof(FalJsonConverter<FalJson>))]
public sealed partial class FalJson : IFalJson<FalJson>, IEquatable<FalJson>
{
    /// <summary>Comparing walks down level by level; this keeps it within any stack.</summary>
    private const int DeepestElement = 512;

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly object _parsing = new();
    private JsonElement _element;
    private volatile bool _parsed;

    /// <param name="utf8">One JSON value, known to be well formed and valid UTF-8; owned from now on.</param>
    internal FalJson(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>The JSON <c>null</c>.</summary>
    public static FalJson Null { get; } = new("null"u8.ToArray());

    /// <summary>The value for reading with System.Text.Json. It stays valid for as long as it is referenced.</summary>
    /// <remarks>
    /// <see cref="JsonElement.GetString"/> and the names of its members throw <see cref="InvalidOperationException"/> for text with half of a surrogate pair.
    /// Use <see cref="GetString"/>, <see cref="TryGetProperty"/> and <see cref="EnumerateObject"/> for text that you have not written yourself.
    /// </remarks>
    public JsonElement Element
    {
        get
        {
            if (!_parsed)
            {
                var reader = new Utf8JsonReader(_utf8.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
                JsonElement element = JsonElement.ParseValue(ref reader);
                lock (_parsing)
                {
                    if (!_parsed) _element = element;
                    _parsed = true;
                }
            }

            return _element;
        }
    }

    /// <summary>What kind of value it is.</summary>
    public JsonValueKind ValueKind => _utf8.Span[0] switch
    {
        (byte)'{' => JsonValueKind.Object,
        (byte)'[' => JsonValueKind.Array,
        (byte)'"' => JsonValueKind.String,
        (byte)'t' => JsonValueKind.True,
        (byte)'f' => JsonValueKind.False,
        (byte)'n' => JsonValueKind.Null,
        _ => JsonValueKind.Number,
    };

    /// <summary>The text as UTF-8, without blanks at either end.</summary>
    internal ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>Makes a JSON string; null becomes <see cref="Null"/>.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator FalJson(string? value) => Make(value, static (writer, text) => writer.WriteValue(text));

    /// <summary>Makes a JSON boolean.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FalJson(bool value) => new(value ? "true"u8.ToArray() : "false"u8.ToArray());

    /// <summary>Makes a JSON number.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FalJson(int value) => (long)value;

    /// <summary>Makes a JSON number.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FalJson(long value) => Make(value, static (writer, number) => writer.WriteValue(number));

    /// <summary>Makes a JSON number.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The value is NaN or infinite, which JSON cannot say.</exception>
    public static implicit operator FalJson(double value) => Make(value, static (writer, number) => writer.WriteValue(number));

    /// <summary>Makes a JSON number, digit for digit.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator FalJson(decimal value) => new(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Copies an element.</summary>
    /// <param name="value">The element.</param>
    /// <exception cref="ArgumentException">The element is undefined, no valid Unicode, or nested deeper than 512 levels.</exception>
    public static implicit operator FalJson(JsonElement value) => From(value);

    /// <summary>Copies a node; null becomes <see cref="Null"/>.</summary>
    /// <param name="value">The node.</param>
    public static implicit operator FalJson(JsonNode? value) => From(value);

    /// <summary>Whether both mean the same JSON.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(FalJson? left, FalJson? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the two mean different JSON.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(FalJson? left, FalJson? right) => !(left == right);

    /// <summary>Reads one JSON value.</summary>
    /// <param name="json">The text; at most 64 levels deep.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static FalJson Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Reads one JSON value.</summary>
    /// <param name="utf8Json">The text in UTF-8; at most 64 levels deep.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The text is not one JSON value in valid UTF-8.</exception>
    public static FalJson Parse(ReadOnlySpan<byte> utf8Json) => FalJsonText.Read<FalJson>(utf8Json);

    /// <summary>Copies an element.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The element is undefined, no valid Unicode, or nested deeper than 512 levels.</exception>
    public static FalJson From(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined) throw new ArgumentException("The JsonElement is undefined: it holds no JSON value.", nameof(element));
        try
        {
            return FalJsonText.Read<FalJson>(Encoding.UTF8.GetBytes(element.GetRawText()), DeepestElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return FromForeign(element);
        }
    }

    /// <summary>Copies a node; null becomes <see cref="Null"/>.</summary>
    /// <param name="node">The node.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The node holds text that is not valid Unicode, a number JSON cannot say, or more than 512 levels.</exception>
    public static FalJson From(JsonNode? node)
    {
        if (node is null) return Null;
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = DeepestElement })) node.WriteTo(writer);
            return new FalJson(buffer.WrittenSpan.ToArray());
        }
        catch (InvalidOperationException error)
        {
            throw new ArgumentException("The JsonNode holds text that is not valid Unicode, or is nested deeper than 512 levels.", nameof(node), error);
        }
    }

    /// <summary>Turns a generated record or union into free JSON.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>Its JSON.</returns>
    public static FalJson From<T>(T value)
        where T : IFalJson<T>
    {
        if (value is FalJson json) return json;
        return value is null ? Null : Make(value, static (writer, item) => item.WriteTo(writer));
    }

    /// <summary>Reads this value as a generated record or union.</summary>
    /// <typeparam name="T">The type to read.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not what <typeparamref name="T"/> needs.</exception>
    public T To<T>()
        where T : IFalJson<T> => FalJsonText.Read<T>(_utf8.Span);

#if NETSTANDARD2_0
    FalShape? IFalJson<FalJson>.Shape => null;

    FalJson IFalJson<FalJson>.ReadFrom(ref FalJsonReader reader) => ReadFrom(ref reader);
#endif

    /// <inheritdoc/>
    public static FalJson ReadFrom(ref FalJsonReader reader) => reader.ReadJson();

    /// <inheritdoc/>
    public void WriteTo(FalJsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteValue(this);
    }

    /// <inheritdoc/>
    public bool Equals(FalJson? other)
    {
        if (ReferenceEquals(this, other)) return true;
        return other is not null && (_utf8.Span.SequenceEqual(other._utf8.Span) || JsonEquality.Equal(Element, other.Element));
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FalJson);

    /// <inheritdoc/>
    public override int GetHashCode() => JsonEquality.Hash(Element);

    /// <summary>The JSON text.</summary>
    /// <returns>The text as it came.</returns>
    public override string ToString() => Encoding.UTF8.GetString(_utf8.Span);

    // The document behind an element may have been read with comments or trailing commas allowed: those are not JSON, and go.
    private static FalJson FromForeign(JsonElement element)
    {
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = DeepestElement })) element.WriteTo(writer);
            return new FalJson(buffer.WrittenSpan.ToArray());
        }
        catch (InvalidOperationException error)
        {
            throw new ArgumentException("The JsonElement holds text that is not valid Unicode, or is nested deeper than 512 levels.", nameof(element), error);
        }
    }

    private static FalJson Make<T>(T value, Action<FalJsonWriter, T> write)
    {
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            write(writer, value);
            return new FalJson(writer.WrittenSpan.ToArray());
        }
        finally
        {
            writer.Return();
        }
    }
}
