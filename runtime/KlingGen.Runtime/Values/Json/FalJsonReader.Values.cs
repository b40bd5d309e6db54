using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace KlingGen.CompilerServices;

/// <content>Scalars and free JSON.</content>
public ref partial struct FalJsonReader
{
    private const string WholeNumber = "a whole number";

    /// <summary>Reads a string.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="JsonException">The value is no string, or its text is not valid Unicode.</exception>
    public readonly string ReadString() => _inner.TokenType == JsonTokenType.String ? Text() : TryReadOther(out string? text) ? text : throw Unexpected("a string");

    /// <summary>Reads a string or JSON <c>null</c>.</summary>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The text or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public string? ReadStringOrNull(ref Dictionary<string, FalJson>? unfit)
    {
        Forget(ref unfit);
        if (_inner.TokenType == JsonTokenType.String) return Text();
        if (_inner.TokenType == JsonTokenType.Null) return null;
        if (TryReadOther(out string? text)) return text;
        SetAside(ref unfit, "a string");
        return null;
    }

    /// <summary>Reads a whole number of 32 bits. <c>2.0</c> and <c>2e0</c> are whole.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="JsonException">The value is no number, not whole, or out of range.</exception>
    public readonly int ReadInt32()
    {
        if (_inner.TokenType == JsonTokenType.Number && _inner.TryGetInt32(out int value)) return value;
        return TryReadOther(out value) ? value : throw Unexpected(Int32Expected());
    }

    /// <summary>Reads a whole number of 32 bits or JSON <c>null</c>.</summary>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The number or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public int? ReadInt32OrNull(ref Dictionary<string, FalJson>? unfit)
    {
        Forget(ref unfit);
        if (_inner.TokenType == JsonTokenType.Null) return null;
        if ((_inner.TokenType == JsonTokenType.Number && _inner.TryGetInt32(out int value)) || TryReadOther(out value)) return value;
        SetAside(ref unfit, Int32Expected());
        return null;
    }

    /// <summary>Reads a whole number of 64 bits. <c>2.0</c> and <c>2e0</c> are whole.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="JsonException">The value is no number, not whole, or out of range.</exception>
    public readonly long ReadInt64()
    {
        if (_inner.TokenType == JsonTokenType.Number && _inner.TryGetInt64(out long value)) return value;
        return TryReadOther(out value) ? value : throw Unexpected(Int64Expected());
    }

    /// <summary>Reads a whole number of 64 bits or JSON <c>null</c>.</summary>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The number or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public long? ReadInt64OrNull(ref Dictionary<string, FalJson>? unfit)
    {
        Forget(ref unfit);
        if (_inner.TokenType == JsonTokenType.Null) return null;
        if ((_inner.TokenType == JsonTokenType.Number && _inner.TryGetInt64(out long value)) || TryReadOther(out value)) return value;
        SetAside(ref unfit, Int64Expected());
        return null;
    }

    /// <summary>Reads a number.</summary>
    /// <returns>The nearest finite number.</returns>
    /// <exception cref="JsonException">The value is no number, or beyond ±1.8e308.</exception>
    public readonly double ReadDouble()
    {
        if (_inner.TokenType == JsonTokenType.Number && _inner.TryGetDouble(out double value) && double.IsFinite(value)) return value;
        return TryReadOther(out value) ? value : throw Unexpected(DoubleExpected());
    }

    /// <summary>Reads a number or JSON <c>null</c>.</summary>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The number or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public double? ReadDoubleOrNull(ref Dictionary<string, FalJson>? unfit)
    {
        Forget(ref unfit);
        if (_inner.TokenType == JsonTokenType.Null) return null;
        if ((_inner.TokenType == JsonTokenType.Number && _inner.TryGetDouble(out double value) && double.IsFinite(value)) || TryReadOther(out value)) return value;
        SetAside(ref unfit, DoubleExpected());
        return null;
    }

    /// <summary>Reads a boolean.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The value is no boolean.</exception>
    public readonly bool ReadBoolean() => _inner.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => TryReadOther(out bool value) ? value : throw Unexpected("true or false"),
    };

    /// <summary>Reads a boolean or JSON <c>null</c>.</summary>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public bool? ReadBooleanOrNull(ref Dictionary<string, FalJson>? unfit)
    {
        Forget(ref unfit);
        switch (_inner.TokenType)
        {
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Null: return null;
        }

        if (TryReadOther(out bool value)) return value;
        SetAside(ref unfit, "true or false");
        return null;
    }

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
    /// <param name="unfit">Not used: any value fits.</param>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The value is malformed or no valid UTF-8.</exception>
    [SuppressMessage("Style", "IDE0060", Justification = "Emitted code reads every optional member with the same arguments.")]
    public FalJson? ReadJsonOrNull(ref Dictionary<string, FalJson>? unfit) => _inner.TokenType == JsonTokenType.Null ? null : ReadJson();

    /// <summary>Reads the address or data URI of media.</summary>
    /// <returns>The media.</returns>
    /// <exception cref="JsonException">The value is no string.</exception>
    public readonly FalMedia ReadMedia() => _inner.TokenType == JsonTokenType.String ? Media(Text()) : throw Unexpected("a string");

    /// <summary>Reads the address or data URI of media, or JSON <c>null</c>.</summary>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The media or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public FalMedia? ReadMediaOrNull(ref Dictionary<string, FalJson>? unfit)
    {
        Forget(ref unfit);
        if (_inner.TokenType == JsonTokenType.String) return Media(Text());
        if (_inner.TokenType != JsonTokenType.Null) SetAside(ref unfit, "a string");
        return null;
    }

    private readonly FalMedia Media(string text) => MediaFrom?.Invoke(text) ?? FalMedia.FromText(text);

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

    /// <summary>The number of the enum's member that the current scalar is; -1 where it is none.</summary>
    internal readonly int FindMember(FalEnumTable table) => _inner.TokenType switch
    {
        JsonTokenType.String => !_inner.ValueIsEscaped && !_inner.HasValueSequence ? table.Find(_inner.ValueSpan) : FindEscaped(table),
        JsonTokenType.Number => _inner.TryGetDouble(out double number) ? table.Find(number) : -1,
        _ => -1,
    };

    private readonly int FindEscaped(FalEnumTable table)
    {
        try
        {
            return table.Find(Encoding.UTF8.GetBytes(_inner.GetString()!));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: equal to no valid text.
            return -1;
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
            // A text that was cut in the middle of an emoji is still a text. What is no UTF-8 is no JSON.
            return Lenient && Utf8.IsValid(RawScalar()) ? JsonStrings.Unescape(RawScalar()) : throw InvalidUtf8();
        }
    }

    private static bool TryGetWhole(ReadOnlySpan<byte> text, out long value)
    {
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
