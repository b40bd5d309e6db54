using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <content>
/// The policy for results, docs/results.md: a scalar is read by what it plainly says; an optional member that does not fit is set aside as it came; nothing is
/// rounded, shortened or made up.
/// </content>
public ref partial struct FalJsonReader
{
    /// <summary>An exception costs far more than a value. After so many a document is none that is a little outside its schema.</summary>
    private const int MaxCaught = 1_000;

    /// <summary>Whether what does not fit is kept. In a trial it is not: a case of a union fits or does not.</summary>
    internal readonly bool Lenient => _isResult && !_trial;

    /// <summary>Whether JSON null stands where a list or dictionary must be: it says that there is nothing in it.</summary>
    private readonly bool IsEmptyByNull => _inner.TokenType == JsonTokenType.Null && Lenient;

    private readonly string Int32Expected() => _inner.TokenType == JsonTokenType.Number ? "a whole number from -2147483648 to 2147483647" : WholeNumber;

    private readonly string Int64Expected() => _inner.TokenType == JsonTokenType.Number ? "a whole number of at most 64 bits" : WholeNumber;

    private readonly string DoubleExpected() => _inner.TokenType == JsonTokenType.Number ? "a number within the range of a double" : "a number";

    private readonly bool TryReadOther([NotNullWhen(true)] out string? text)
    {
        text = Lenient && _inner.TokenType is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False ? ScalarText() : null;
        return text is not null;
    }

    private readonly bool TryReadOther(out int value)
    {
        bool fits = TryReadOther(out long whole) && whole is >= int.MinValue and <= int.MaxValue;
        value = fits ? (int)whole : 0;
        return fits;
    }

    private readonly bool TryReadOther(out long value)
    {
        value = 0;
        if (_inner.TokenType == JsonTokenType.Number) return TryGetWhole(RawScalar(), out value);
        return TryNumberInText(out ReadOnlySpan<byte> number) && TryGetWhole(number, out value);
    }

    private readonly bool TryReadOther(out double value)
    {
        value = 0;
        return TryNumberInText(out ReadOnlySpan<byte> number) && Utf8Parser.TryParse(number, out value, out int read) && read == number.Length && double.IsFinite(value);
    }

    private readonly bool TryReadOther(out bool value)
    {
        value = Lenient && TextIs("true"u8);
        return value || (Lenient && TextIs("false"u8));
    }

    /// <summary>Whether the value is a string that holds a number by the grammar of JSON and nothing else.</summary>
    private readonly bool TryNumberInText(out ReadOnlySpan<byte> number)
    {
        number = default;
        if (!Lenient || _inner.TokenType != JsonTokenType.String || _inner.ValueIsEscaped || _inner.ValueSpan.IsEmpty || !IsNumberByte(_inner.ValueSpan[0]) || !IsNumberByte(_inner.ValueSpan[^1])) return false;
        number = _inner.ValueSpan;
        var reader = new Utf8JsonReader(number);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.BytesConsumed == number.Length;
        }
        catch (JsonException)
        {
            return false;
        }

        static bool IsNumberByte(byte b) => b is (>= (byte)'0' and <= (byte)'9') or (byte)'-';
    }

    /// <summary>Keeps an optional member that does not fit as it came, under its own name; in a request it is an error.</summary>
    private void SetAside(ref Dictionary<string, FalJson>? unfit, string expected)
    {
        if (!Lenient) throw Unexpected(expected);
        _anyUnfit = true;
        Keep(ref unfit);
    }

    /// <summary>Of a member that occurs twice the last wins, also over one that was kept. Where nothing else was kept, there is no bag again.</summary>
    private readonly void Forget(ref Dictionary<string, FalJson>? unfit)
    {
        if (_anyUnfit && unfit is not null && unfit.Remove(CurrentName()) && unfit.Count == 0) unfit = null;
    }

    /// <summary>Reads an optional member, or keeps it as it came. Null is no value.</summary>
    private bool TryReadOrKeep<T, TCodec>(ref Dictionary<string, FalJson>? unfit, [MaybeNullWhen(false)] out T value)
        where TCodec : IFalCodec<T>
    {
        Forget(ref unfit);
        value = default;
        if (_inner.TokenType == JsonTokenType.Null) return false;
        if (!Lenient)
        {
            value = Codec<T, TCodec>.Read(ref this);
            return true;
        }

        if (TryReadLeniently<T, TCodec>(out value)) return true;
        _anyUnfit = true;
        Keep(ref unfit);
        return false;
    }

    /// <summary>Reads a value by the policy; where even that fails, the reader stays where it is. Malformed text is found again by whoever reads on.</summary>
    private bool TryReadLeniently<T, TCodec>([MaybeNullWhen(false)] out T value)
        where TCodec : IFalCodec<T>
    {
        FalJsonReader start = this;
        try
        {
            value = Codec<T, TCodec>.Read(ref this);
            return true;
        }
        catch (JsonException) when (_caught < MaxCaught)
        {
            int caught = _caught + 1;
            this = start;
            _caught = caught;
            value = default;
            return false;
        }
    }

    /// <summary>Whether null is a value of a type, asked of its codec once.</summary>
    private static class Nulls<T, TCodec>
        where TCodec : IFalCodec<T>
    {
        public static readonly bool Fit = new FalJsonReader("null"u8).TryRead<T, TCodec>(out _);
    }
}
