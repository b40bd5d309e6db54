using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>Names the codec of a generated enum, so that <see cref="FalOpenEnum{TEnum}"/> knows the enum's texts.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TCodec">Its codec.</typeparam>
[AttributeUsage(AttributeTargets.Enum)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalEnumAttribute<TEnum, TCodec> : Attribute, IEnumTexts<TEnum>
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
            return TCodec.TryParse(ref reader, out value) || TryParseNumber(Encoding.UTF8.GetBytes(text), out value);
        }
        finally
        {
            writer.Return();
        }
    }

    string? IEnumTexts<TEnum>.TextOf(TEnum value)
    {
        if (!TCodec.IsDefined(value)) return null;
        FalJsonWriter writer = FalJsonWriter.Rent();
        try
        {
            TCodec.Write(writer, value);
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
            bool found = reader.TokenType == JsonTokenType.Number && TCodec.TryParse(ref reader, out value);
            reader.End();
            return found;
        }
        catch (JsonException)
        {
            // The text is no number either.
            return false;
        }
    }

    private sealed class OpenConverter : JsonConverter<FalOpenEnum<TEnum>>, IFalSchemaConverter
    {
        public FalSchema? Schema => TCodec.Schema?.Open();

        public override bool HandleNull => true;

        public override FalOpenEnum<TEnum> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ConverterBridge.Read<FalOpenEnum<TEnum>, OpenEnumCodec<TEnum, TCodec>>(ref reader);

        public override void Write(Utf8JsonWriter writer, FalOpenEnum<TEnum> value, JsonSerializerOptions options) =>
            ConverterBridge.Write<FalOpenEnum<TEnum>, OpenEnumCodec<TEnum, TCodec>>(writer, value);
    }
}

/// <summary>What is known of an enum whose codec is named by <see cref="FalEnumAttribute{TEnum, TCodec}"/>.</summary>
internal interface IEnumTexts
{
    /// <summary>Finds it; null for an enum that no generator made.</summary>
    static IEnumTexts? Of(Type type)
    {
        foreach (object attribute in type.GetCustomAttributes(inherit: false))
        {
            if (attribute is IEnumTexts texts) return texts;
        }

        return null;
    }

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
        return IEnumTexts.Of(type)?.NewOpenConverter() ?? throw new NotSupportedException($"{type} is not a generated enum; its texts are not known.");
    }
}
