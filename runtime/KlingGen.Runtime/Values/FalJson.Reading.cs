using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <content>Reading without surprises: any JSON that was accepted can be walked through, whatever its texts hold.</content>
public sealed partial class FalJson
{
    /// <summary>The text of a JSON string. Half of a surrogate pair, which is no Unicode, becomes U+FFFD.</summary>
    /// <returns>The text; <see langword="null"/> for JSON <c>null</c>.</returns>
    /// <exception cref="InvalidOperationException">The value is neither a string nor <c>null</c>; see <see cref="ValueKind"/>.</exception>
    public string? GetString()
    {
        if (ValueKind == JsonValueKind.Null) return null;
        Utf8JsonReader reader = Start(JsonValueKind.String);
        return JsonStrings.Text(ref reader);
    }

    /// <summary>Looks for a property of a JSON object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value; of a name that occurs twice, the last.</param>
    /// <returns>False when there is no such property, or the value is not an object.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public bool TryGetProperty(string name, [NotNullWhen(true)] out FalJson? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        value = null;
        if (ValueKind != JsonValueKind.Object) return false;
        Utf8JsonReader reader = Start(JsonValueKind.Object);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = string.Equals(JsonStrings.Text(ref reader), name, StringComparison.Ordinal);
            reader.Read();
            FalJson? item = Slice(ref reader, found);
            if (found) value = item;
        }

        return value is not null;
    }

    /// <summary>The items of a JSON array.</summary>
    /// <returns>The items, in their order. They share the text of this value.</returns>
    /// <exception cref="InvalidOperationException">The value is not an array; see <see cref="ValueKind"/>.</exception>
    public IReadOnlyList<FalJson> EnumerateArray()
    {
        Utf8JsonReader reader = Start(JsonValueKind.Array);
        var items = new List<FalJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Slice(ref reader, wanted: true)!);
        return items;
    }

    /// <summary>The properties of a JSON object. Half of a surrogate pair in a name becomes U+FFFD.</summary>
    /// <returns>Names and values in their order, a name that occurs twice twice. The values share the text of this one.</returns>
    /// <exception cref="InvalidOperationException">The value is not an object; see <see cref="ValueKind"/>.</exception>
    public IReadOnlyList<KeyValuePair<string, FalJson>> EnumerateObject()
    {
        Utf8JsonReader reader = Start(JsonValueKind.Object);
        var properties = new List<KeyValuePair<string, FalJson>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = JsonStrings.Text(ref reader);
            reader.Read();
            properties.Add(new(name, Slice(ref reader, wanted: true)!));
        }

        return properties;
    }

    /// <summary>The body of an answer as JSON; null when it is not one JSON value, or is nested deeper than anything here can be compared.</summary>
    /// <param name="body">Kept, not copied.</param>
    internal static FalJson? OfBody(ReadOnlyMemory<byte> body)
    {
        body = JsonStrings.Utf8Of(body);
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = DeepestElement });
        try
        {
            if (!reader.Read()) return null;
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            int end = (int)reader.BytesConsumed;
            return reader.Read() ? null : new FalJson(body[start..end]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Utf8JsonReader Start(JsonValueKind kind)
    {
        if (ValueKind != kind) throw new InvalidOperationException($"The JSON value is of kind {ValueKind}, not {kind}. Look at ValueKind first.");
        var reader = new Utf8JsonReader(_utf8.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        return reader;
    }

    private FalJson? Slice(ref Utf8JsonReader reader, bool wanted)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return wanted ? new FalJson(_utf8[start..(int)reader.BytesConsumed]) : null;
    }
}
