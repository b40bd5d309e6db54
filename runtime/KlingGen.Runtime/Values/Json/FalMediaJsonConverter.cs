using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen.CompilerServices;

/// <summary>Lets <see cref="JsonSerializer"/> read and write <see cref="FalMedia"/> as the address or data URI it is on the wire.</summary>
/// <remarks>Local content has no JSON before a call has uploaded or inlined it: writing it throws <see cref="InvalidOperationException"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalMediaJsonConverter : JsonConverter<FalMedia>
{
    /// <inheritdoc/>
    public override FalMedia? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ConverterBridge.Read<FalMedia, MediaCodec>(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FalMedia value, JsonSerializerOptions options) =>
        ConverterBridge.Write<FalMedia, MediaCodec>(writer, value);
}
