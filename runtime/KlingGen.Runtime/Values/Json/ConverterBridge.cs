using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>The way from System.Text.Json's reader and writer to ours and back, for the converters.</summary>
internal static class ConverterBridge
{
    public static T Read<T, TCodec>(ref Utf8JsonReader reader)
        where TCodec : IFalCodec<T>
    {
        Utf8JsonReader start = reader;
        try
        {
            var ours = FalJsonReader.Over(reader);
            T value = Codec<T, TCodec>.Read(ref ours);
            reader = ours.Inner;
            return value;
        }
        catch (JsonException)
        {
            if (!TryReadCopy<T, TCodec>(ref start, out T? value)) throw;
            reader = start;
            return value;
        }
    }

    public static void Write<T, TCodec>(Utf8JsonWriter writer, T value)
        where TCodec : IFalCodec<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        FalJsonWriter ours = FalJsonWriter.Rent();
        try
        {
            Codec<T, TCodec>.Write(ours, value);

            // Raw text would skip the caller's indentation and escaping; only their plainest form lets it through.
            bool plain = !writer.Options.Indented && writer.Options.Encoder == JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            if (plain || !TryRewrite(writer, ours.WrittenSpan)) writer.WriteRawValue(ours.WrittenSpan, skipInputValidation: true);
        }
        finally
        {
            ours.Return();
        }
    }

    private static bool TryRewrite(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0)
        {
            // Free JSON may hold half a surrogate pair as an escape, which System.Text.Json reads but will not write.
            try
            {
                using var trial = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { MaxDepth = int.MaxValue });
                document.RootElement.WriteTo(trial);
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }

        document.RootElement.WriteTo(writer);
        return true;
    }

    // Our reader cannot see the text behind a foreign one: it can neither name the place nor keep what does not fit. Once more over a copy of the value, for both.
    private static bool TryReadCopy<T, TCodec>(ref Utf8JsonReader start, [MaybeNullWhen(false)] out T value)
        where TCodec : IFalCodec<T>
    {
        value = default;
        byte[] copy;
        try
        {
            using JsonDocument document = JsonDocument.ParseValue(ref start);
#if NET9_0_OR_GREATER
            copy = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray();
#else
            copy = System.Text.Encoding.UTF8.GetBytes(document.RootElement.GetRawText());
#endif
        }
        catch (InvalidOperationException)
        {
            // Before .NET 9 text that is no valid UTF-8 cannot be copied; the first exception has to do.
            return false;
        }

        value = FalJsonText.Read<T, TCodec>(copy, int.MaxValue);
        return true;
    }
}
