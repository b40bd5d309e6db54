using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a generated record or union, without reflection.</summary>
/// <typeparam name="T">The record or union.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FalJsonConverter<T> : JsonConverter<T>
    where T : IFalJson<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ConverterBridge.Read<T, RecordCodec<T>>(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        ConverterBridge.Write<T, RecordCodec<T>>(writer, value);
}
