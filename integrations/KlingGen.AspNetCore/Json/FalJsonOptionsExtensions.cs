using KlingGen.AspNetCore;
using KlingGen.CompilerServices;

// Where JsonSerializerOptions lives, so that it is found without a using.
namespace System.Text.Json;

/// <summary>Lets a serializer read and write generated types where reflection is off, as in programs published with NativeAOT.</summary>
public static class FalJsonOptionsExtensions
{
    /// <summary>Adds a generated type: <c>builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.AddFal&lt;KlingInput&gt;())</c>.</summary>
    /// <remarks>
    /// A <see cref="Serialization.JsonSerializerContext"/> in the project of the schema file cannot name generated types: source generators do not see each other's output.
    /// This, <c>MapFal</c>, or a library project for the schema files does without.
    /// </remarks>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="options">The options; they must not have been used yet.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="InvalidOperationException">The options are in use.</exception>
    public static JsonSerializerOptions AddFal<T>(this JsonSerializerOptions options)
        where T : IFalJson<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        options.TypeInfoResolverChain.Insert(0, new FalJsonResolver<T>());
        return options;
    }
}
