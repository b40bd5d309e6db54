using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using KlingGen.CompilerServices;

namespace KlingGen.AspNetCore;

/// <summary>The JSON of one generated type, for serializers that may not reflect.</summary>
internal sealed class FalJsonResolver<T> : IJsonTypeInfoResolver
    where T : IFalJson<T>
{
    /// <summary>For a reader and a writer of our own.</summary>
    public static JsonTypeInfo<T> TypeInfo { get; } = (JsonTypeInfo<T>)new JsonSerializerOptions { TypeInfoResolver = new FalJsonResolver<T>() }.GetTypeInfo(typeof(T));

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => type == typeof(T) ? Of(options) : null;

    private static JsonTypeInfo<T> Of(JsonSerializerOptions options) => JsonMetadataServices.CreateValueInfo<T>(options, new FalJsonConverter<T>());
}
