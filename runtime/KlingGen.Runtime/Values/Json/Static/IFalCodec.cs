using System.ComponentModel;
namespace KlingGen.CompilerServices;

/// <summary>Reads and writes the JSON form of <typeparamref name="T"/>. Codecs compose as types, so any shape of JSON has one.</summary>
/// <typeparam name="T">The C# type.</typeparam>
/// <remarks>Implementations are empty structs with static members only: the choice of codec costs nothing at run time.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalCodec<T>
{
    /// <summary>Reads one value.</summary>
    /// <param name="reader">Stands on the value's first token when called, and on its last token afterwards.</param>
    /// <returns>The value read.</returns>
    /// <exception cref="System.Text.Json.JsonException">The JSON is not what <typeparamref name="T"/> needs.</exception>
    static abstract T Read(ref FalJsonReader reader);

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">What to write; a null reference is written as JSON <c>null</c>.</param>
    static abstract void Write(FalJsonWriter writer, T value);
}
