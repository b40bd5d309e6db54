using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>A value that reads and writes its own JSON. Every generated record and union is one.</summary>
/// <typeparam name="TSelf">The implementing type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalJson<TSelf>
    where TSelf : IFalJson<TSelf>
{
    /// <summary>The wire names and C# names of the members; null for a type without a description.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual FalShape? Shape => null;

    /// <summary>The type as a JSON schema; null where the project did not ask for it (<c>OpenApi="true"</c> on the schema item).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual FalSchema? Schema => null;

    /// <summary>Writes this value as one JSON value.</summary>
    /// <param name="writer">Where to write.</param>
    void WriteTo(FalJsonWriter writer);

    /// <summary>Reads one JSON value.</summary>
    /// <param name="reader">Stands on the value's first token when called, and on its last token afterwards.</param>
    /// <returns>The value read, never null.</returns>
    /// <exception cref="System.Text.Json.JsonException">The JSON is not what <typeparamref name="TSelf"/> needs.</exception>
    static abstract TSelf ReadFrom(ref FalJsonReader reader);
}
