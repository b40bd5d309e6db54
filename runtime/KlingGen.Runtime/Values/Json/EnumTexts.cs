using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>What the codec of an enum knows of its texts.</summary>
internal sealed partial class EnumTexts<TEnum, TCodec> : IEnumTexts<TEnum>
    where TEnum : struct, Enum
    where TCodec : IFalEnumCodec<TEnum>
{
    bool IEnumTexts<TEnum>.TryParse(string text, out TEnum value)
    {
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            writer.WriteValue(text);
            var reader = new FalJsonReader(writer.WrittenSpan);
            return EnumCodec<TEnum, TCodec>.TryParse(ref reader, out value) || TryParseNumber(Encoding.UTF8.GetBytes(text), out value);
        }
        finally
        {
            writer.Return();
        }
    }

    string? IEnumTexts<TEnum>.TextOf(TEnum value)
    {
        if (!EnumCodec<TEnum, TCodec>.IsDefined(value)) return null;
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            EnumCodec<TEnum, TCodec>.Write(writer, value);
            return new FalJsonReader(writer.WrittenSpan).ScalarText();
        }
        finally
        {
            writer.Return();
        }
    }

    JsonConverter IEnumTexts.NewOpenConverter() => new OpenConverter();

    private static bool TryParseNumber(ReadOnlySpan<byte> text, out TEnum value)
    {
        value = default;
        try
        {
            var reader = new FalJsonReader(text);
            bool found = reader.TokenType == JsonTokenType.Number && EnumCodec<TEnum, TCodec>.TryParse(ref reader, out value);
            reader.End();
            return found;
        }
        catch (JsonException)
        {
            // The text is no number either.
            return false;
        }
    }

    private sealed partial class OpenConverter : JsonConverter<FalOpenEnum<TEnum>>
    {
        public override bool HandleNull => true;

        public override FalOpenEnum<TEnum> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ConverterBridge.Read<FalOpenEnum<TEnum>, OpenEnumCodec<TEnum, TCodec>>(ref reader);

        public override void Write(Utf8JsonWriter writer, FalOpenEnum<TEnum> value, JsonSerializerOptions options) =>
            ConverterBridge.Write<FalOpenEnum<TEnum>, OpenEnumCodec<TEnum, TCodec>>(writer, value);
    }
}

/// <summary>What is known of an enum whose codec is named by an attribute.</summary>
internal interface IEnumTexts
{
    JsonConverter NewOpenConverter();
}

/// <inheritdoc cref="IEnumTexts"/>
internal interface IEnumTexts<TEnum> : IEnumTexts
    where TEnum : struct, Enum
{
    bool TryParse(string text, out TEnum value);

    /// <summary>The text of the wire; null for a number that is no member.</summary>
    string? TextOf(TEnum value);
}

/// <summary>Finds what is known of an enum.</summary>
internal static class EnumTexts
{
    /// <summary>Null for an enum that no generator made.</summary>
    public static IEnumTexts? Of(Type type)
    {
        foreach (object attribute in type.GetCustomAttributes(inherit: false))
        {
            if (attribute is IEnumTextsSource source) return source.Texts;
        }

        return null;
    }
}

/// <summary>An attribute that leads to a codec.</summary>
internal interface IEnumTextsSource
{
    IEnumTexts Texts { get; }
}

/// <summary>Lets <see cref="JsonSerializer"/> read and write <see cref="FalOpenEnum{TEnum}"/> by the texts of the wire.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalOpenEnumJsonConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(FalOpenEnum<>);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The enum was not generated.</exception>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        Type type = typeToConvert.GetGenericArguments()[0];
        return EnumTexts.Of(type)?.NewOpenConverter() ?? throw new NotSupportedException($"{type} is not a generated enum; its texts are not known.");
    }
}
