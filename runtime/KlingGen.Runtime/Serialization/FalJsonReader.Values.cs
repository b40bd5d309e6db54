using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace KlingGen.Serialization;

/// <content>Scalars and free JSON.</content>
public ref partial struct FalJsonReader
{
    /// <summary>Reads a string.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="JsonException">The value is no string, or its text is no valid Unicode.</exception>
    public readonly string ReadString() => _inner.TokenType == JsonTokenType.String ? Text() : throw Unexpected("a string");

    /// <summary>Reads a string or JSON <c>null</c>.</summary>
    /// <returns>The text or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public readonly string? ReadStringOrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadString();

    /// <summary>Reads a whole number of 32 bits. <c>2.0</c> and <c>2e0</c> are whole.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="JsonException">The value is no number, not whole, or out of range.</exception>
    public readonly int ReadInt32()
    {
        if (_inner.TokenType != JsonTokenType.Number) throw Unexpected("a whole number");
        if (_inner.TryGetInt32(out int value)) return value;
        return TryGetWhole(out long whole) && whole is >= int.MinValue and <= int.MaxValue
            ? (int)whole
            : throw Unexpected("a whole number from -2147483648 to 2147483647");
    }

    /// <summary>Reads a whole number of 32 bits or JSON <c>null</c>.</summary>
    /// <returns>The number or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public readonly int? ReadInt32OrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadInt32();

    /// <summary>Reads a whole number of 64 bits. <c>2.0</c> and <c>2e0</c> are whole.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="JsonException">The value is no number, not whole, or out of range.</exception>
    public readonly long ReadInt64()
    {
        if (_inner.TokenType != JsonTokenType.Number) throw Unexpected("a whole number");
        if (_inner.TryGetInt64(out long value)) return value;
        return TryGetWhole(out value) ? value : throw Unexpected("a whole number of at most 64 bits");
    }

    /// <summary>Reads a whole number of 64 bits or JSON <c>null</c>.</summary>
    /// <returns>The number or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public readonly long? ReadInt64OrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadInt64();

    /// <summary>Reads a number.</summary>
    /// <returns>The nearest finite number.</returns>
    /// <exception cref="JsonException">The value is no number, or beyond ±1.8e308.</exception>
    public readonly double ReadDouble()
    {
        if (_inner.TokenType != JsonTokenType.Number) throw Unexpected("a number");
        return _inner.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Unexpected("a number within the range of a double");
    }

    /// <summary>Reads a number or JSON <c>null</c>.</summary>
    /// <returns>The number or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public readonly double? ReadDoubleOrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadDouble();

    /// <summary>Reads a boolean.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The value is no boolean.</exception>
    public readonly bool ReadBoolean() => _inner.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Unexpected("true or false"),
    };

    /// <summary>Reads a boolean or JSON <c>null</c>.</summary>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public readonly bool? ReadBooleanOrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadBoolean();

    /// <summary>Reads any value; JSON <c>null</c> is <see cref="FalJson.Null"/>.</summary>
    /// <returns>The value, its text kept as it came.</returns>
    /// <exception cref="JsonException">The value is malformed or no valid UTF-8.</exception>
    public FalJson ReadJson()
    {
        if (_inner.TokenType == JsonTokenType.Null) return FalJson.Null;
        if (!_hasText) return ReadForeignJson();
        int start = (int)_inner.TokenStartIndex;
        Skip();
        ReadOnlySpan<byte> text = _json[start..(int)_inner.BytesConsumed];
        if (!Utf8.IsValid(text)) throw InvalidUtf8();
        return new FalJson(text.ToArray());
    }

    /// <summary>Reads any value; JSON <c>null</c> is a null reference.</summary>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The value is malformed or no valid UTF-8.</exception>
    public FalJson? ReadJsonOrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadJson();

    /// <summary>Reads the address or data URI of media.</summary>
    /// <returns>The media.</returns>
    /// <exception cref="JsonException">The value is no string.</exception>
    public readonly FalMedia ReadMedia() => FalMedia.FromText(ReadString());

    /// <summary>Reads the address or data URI of media, or JSON <c>null</c>.</summary>
    /// <returns>The media or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public readonly FalMedia? ReadMediaOrNull() => _inner.TokenType == JsonTokenType.Null ? null : ReadMedia();

    /// <summary>Whether the current value is a string with exactly this text.</summary>
    /// <param name="utf8Text">The text in UTF-8, not escaped.</param>
    /// <returns>True when it is.</returns>
    public readonly bool TextIs(ReadOnlySpan<byte> utf8Text)
    {
        if (_inner.TokenType != JsonTokenType.String) return false;
        if (!_inner.ValueIsEscaped && !_inner.HasValueSequence) return _inner.ValueSpan.SequenceEqual(utf8Text);
        try
        {
            return _inner.ValueTextEquals(utf8Text);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: equal to no valid text.
            return false;
        }
    }

    /// <summary>The text of a scalar: of a string its value, of a number or boolean its JSON.</summary>
    internal readonly string ScalarText() => _inner.TokenType == JsonTokenType.String ? Text() : Encoding.UTF8.GetString(RawScalar());

    private readonly ReadOnlySpan<byte> RawScalar() => _inner.HasValueSequence ? Flatten(_inner.ValueSequence) : _inner.ValueSpan;

    private readonly string Text()
    {
        // Most texts are addresses, names and types: plain ASCII, which Latin-1 widens without looking at it again.
        if (!_inner.ValueIsEscaped && !_inner.HasValueSequence && Ascii.IsValid(_inner.ValueSpan)) return Encoding.Latin1.GetString(_inner.ValueSpan);
        return TextBeyondAscii();
    }

    private readonly string TextBeyondAscii()
    {
        try
        {
            return _inner.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw InvalidUtf8();
        }
    }

    private readonly bool TryGetWhole(out long value)
    {
        ReadOnlySpan<byte> text = RawScalar();
        const int OnStack = 128;
        byte[]? rented = text.Length > OnStack ? ArrayPool<byte>.Shared.Rent(text.Length) : null;
        Span<byte> digits = rented ?? stackalloc byte[OnStack];
        bool whole = ExactNumber.Parse(text, digits).TryToInt64(out value);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return whole;
    }

    private FalJson ReadForeignJson()
    {
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref _inner);
            return FalJsonText.Read<FalJson>(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()), int.MaxValue);
        }
        catch (InvalidOperationException)
        {
            throw InvalidUtf8();
        }
    }
}
