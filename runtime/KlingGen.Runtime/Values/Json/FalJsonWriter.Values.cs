using System.Globalization;

namespace KlingGen.CompilerServices;

/// <content>Values without a name: items of arrays, and what codecs write.</content>
public sealed partial class FalJsonWriter
{
    private const int LongestNumber = 32;

    /// <summary>Writes JSON <c>null</c>.</summary>
    public void WriteNull() => WriteRaw("null"u8);

    /// <summary>Writes a string; null is written as JSON <c>null</c>.</summary>
    /// <param name="value">The text. Lone surrogates become U+FFFD.</param>
    public void WriteValue(string? value)
    {
        if (value is null) WriteNull();
        else WriteString(value);
    }

    /// <summary>Writes a string that is valid UTF-8 and needs no escape, such as the wire text of an enum.</summary>
    /// <param name="utf8Text">The text; escaped where it needs it after all.</param>
    public void WriteValue(ReadOnlySpan<byte> utf8Text)
    {
        WriteEscapedOrPlain(utf8Text);
    }

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    public void WriteValue(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    public void WriteValue(int value)
    {
        Span<byte> span = BeginValue(LongestNumber);
        value.TryFormat(span, out int written, default, CultureInfo.InvariantCulture);
        EndValue(written);
    }

    /// <summary>Writes a whole number.</summary>
    /// <param name="value">The value.</param>
    public void WriteValue(long value)
    {
        Span<byte> span = BeginValue(LongestNumber);
        value.TryFormat(span, out int written, default, CultureInfo.InvariantCulture);
        EndValue(written);
    }

    /// <summary>Writes a number with as many digits as it takes to read the same number back.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The value is NaN or infinite, which JSON cannot say.</exception>
    public void WriteValue(double value)
    {
        if (!double.IsFinite(value)) throw NotFinite(value);
        Span<byte> span = BeginValue(LongestNumber);
        value.TryFormat(span, out int written, default, CultureInfo.InvariantCulture);
        EndValue(written);
    }

    /// <summary>Writes free JSON as it is; a null reference is written as JSON <c>null</c>.</summary>
    /// <param name="value">The value.</param>
    public void WriteValue(FalJson? value)
    {
        if (value is null) WriteNull();
        else WriteRaw(value.Utf8);
    }

    /// <summary>Writes the address or data URI of media; a null reference is written as JSON <c>null</c>.</summary>
    /// <param name="value">The media.</param>
    /// <exception cref="InvalidOperationException">
    /// The media is local content and stands outside a call, which would upload or inline it. Upload it first and use the address, or use
    /// <see cref="FalMedia.FromDataUri"/>.
    /// </exception>
    public void WriteValue(FalMedia? value)
    {
        if (value is null) WriteNull();
        else if (ResolvedMedia is not null && ResolvedMedia.TryGetValue(value, out string? resolved)) WriteString(resolved);
        else WriteString(value.Url ?? throw Unresolved(value));
    }

    /// <summary>Writes a number, boolean or null whose JSON text is known.</summary>
    /// <param name="text">ASCII text by the grammar of JSON.</param>
    internal void WriteRawScalar(string text)
    {
        Span<byte> span = BeginValue(text.Length);
        EndValue(System.Text.Encoding.UTF8.GetBytes(text, span));
    }

    /// <summary>Writes a value through a codec.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="value">The value.</param>
    public void WriteValue<T, TCodec>(T value)
        where TCodec : IFalCodec<T> => Codec<T, TCodec>.Write(this, value);

    /// <summary>Writes a value whose JSON is known.</summary>
    internal void WriteJson(ReadOnlySpan<byte> json) => WriteRaw(json);

    private void WriteRaw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(BeginValue(json.Length));
        EndValue(json.Length);
    }

    private void WriteEscapedOrPlain(ReadOnlySpan<byte> utf8Text)
    {
        if (utf8Text.IndexOfAny(EscapedBytes) >= 0)
        {
            WriteString(System.Text.Encoding.UTF8.GetString(utf8Text));
            return;
        }

        Span<byte> span = BeginValue(utf8Text.Length + 2);
        span[0] = (byte)'"';
        utf8Text.CopyTo(span[1..]);
        span[utf8Text.Length + 1] = (byte)'"';
        EndValue(utf8Text.Length + 2);
    }

    private static ArgumentException NotFinite(double value) =>
        new($"{value.ToString(CultureInfo.InvariantCulture)} has no JSON form; use a finite number.", nameof(value));

    private static InvalidOperationException Unresolved(FalMedia media) => new(
        $"Local media ({media}) has no JSON until a call has uploaded or inlined it. Send the input through a client, " +
        "or use FalMedia.FromUrl or FalMedia.FromDataUri where JSON is needed outside a call.");
}
