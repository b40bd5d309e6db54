using System.Text.Json.Serialization.Metadata;
using KlingGen.CompilerServices;

namespace KlingGen.AspNetCore;

/// <summary>The JSON of generated types for methods that take a <see cref="JsonTypeInfo{T}"/>, which trimming and NativeAOT ask for.</summary>
/// <example><code>
/// var input = await request.ReadFromJsonAsync(FalJsonTypeInfo.Of&lt;KlingInput&gt;());
/// return Results.Json(result.Value, FalJsonTypeInfo.Of&lt;KlingOutput&gt;());
/// </code></example>
public static class FalJsonTypeInfo
{
    /// <summary>The JSON of one type.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>Always the same one.</returns>
    public static JsonTypeInfo<T> Of<T>()
        where T : IFalJson<T> => FalJsonResolver<T>.TypeInfo;
}
