using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated enum by its wire values, without reflection.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TCodec">Its codec.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FalEnumJsonConverter<TEnum, TCodec> : JsonConverter<TEnum>
    where TEnum : struct, Enum
    where TCodec : IFalEnumCodec<TEnum>
{
    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ConverterBridge.Read<TEnum, TCodec>(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        ConverterBridge.Write<TEnum, TCodec>(writer, value);
}
