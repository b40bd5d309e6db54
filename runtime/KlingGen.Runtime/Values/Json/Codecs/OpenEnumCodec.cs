using System.ComponentModel;
namespace KlingGen.CompilerServices;

/// <summary>An enum that keeps values it does not know: they are written back as they came.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TEnumCodec">The codec of the enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct OpenEnumCodec<TEnum, TEnumCodec> : IFalCodec<FalOpenEnum<TEnum>>
    where TEnum : struct, Enum
    where TEnumCodec : IFalEnumCodec<TEnum>
{
    /// <inheritdoc/>
    public static FalOpenEnum<TEnum> Read(ref FalJsonReader reader)
    {
        if (EnumCodec<TEnum, TEnumCodec>.TryParse(ref reader, out TEnum known)) return new FalOpenEnum<TEnum>(known, reader.ScalarText());
        return reader.TokenType switch
        {
            System.Text.Json.JsonTokenType.Null when reader.Lenient => default,
            System.Text.Json.JsonTokenType.String => FalOpenEnum<TEnum>.Unknown(reader.ReadString(), isString: true),
            System.Text.Json.JsonTokenType.Number or System.Text.Json.JsonTokenType.True or System.Text.Json.JsonTokenType.False
                => FalOpenEnum<TEnum>.Unknown(reader.ScalarText(), isString: false),
            _ => throw reader.Unexpected("a string or a number"),
        };
    }

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, FalOpenEnum<TEnum> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Value is { } known) EnumCodec<TEnum, TEnumCodec>.Write(writer, known);
        else if (value.Text is not { } text) writer.WriteNull();
        else if (value.IsString) writer.WriteValue(text);
        else writer.WriteRawScalar(text);
    }
}
