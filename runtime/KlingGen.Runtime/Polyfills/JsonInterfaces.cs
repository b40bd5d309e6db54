using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <summary>Reads and writes the JSON form of <typeparamref name="T"/>. Codecs compose as types, so any shape of JSON has one.</summary>
/// <typeparam name="T">The C# type.</typeparam>
/// <remarks>Here, where interfaces have no static members, one instance of each codec does what the type itself does elsewhere.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalCodec<T>
{
    /// <summary>Reads one value.</summary>
    /// <param name="reader">Stands on the value's first token when called, and on its last token afterwards.</param>
    /// <returns>The value read.</returns>
    /// <exception cref="System.Text.Json.JsonException">The JSON is not what <typeparamref name="T"/> needs.</exception>
    T Read(ref FalJsonReader reader);

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">What to write; a null reference is written as JSON <c>null</c>.</param>
    void Write(FalJsonWriter writer, T value);
}

/// <summary>The JSON form of an enum. Generated once per enum.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalEnumCodec<TEnum> : IFalCodec<TEnum>
    where TEnum : struct, Enum
{
    /// <summary>The values of the wire in words, for messages: <c>"1K", "2K"</c>. Empty when there is nothing to say.</summary>
    string Allowed { get; }

    /// <summary>Looks at the current scalar without throwing on a value the enum does not know.</summary>
    /// <param name="reader">Stands on the value; is not moved.</param>
    /// <param name="value">The member found.</param>
    /// <returns>Whether the value is a member of the enum.</returns>
    bool TryParse(ref FalJsonReader reader, out TEnum value);

    /// <summary>Whether <paramref name="value"/> is a declared member, so that a number cast to the enum is caught.</summary>
    /// <param name="value">The value to look at.</param>
    /// <returns>True for a declared member.</returns>
    bool IsDefined(TEnum value);
}

/// <summary>The JSON form of an emitted enum, all of it from one table.</summary>
/// <typeparam name="TSelf">The codec itself.</typeparam>
/// <typeparam name="TEnum">The enum; its members are numbered from 0, in the table's order.</typeparam>
/// <param name="table">The values of the wire.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FalEnumValues<TSelf, TEnum>(FalEnumTable table) : IFalEnumCodec<TEnum>, IEnumTextsSource
    where TSelf : FalEnumValues<TSelf, TEnum>
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public string Allowed => table.Allowed;

    IEnumTexts IEnumTextsSource.Texts => new EnumTexts<TEnum, TSelf>();

    /// <inheritdoc/>
    public TEnum Read(ref FalJsonReader reader) =>
        reader.FindMember(table) is var member && member >= 0 ? Unsafe.As<int, TEnum>(ref member) : throw reader.Unexpected(table.Allowed);

    /// <inheritdoc/>
    public bool TryParse(ref FalJsonReader reader, out TEnum value)
    {
        int member = reader.FindMember(table);
        int found = Math.Max(0, member);
        value = Unsafe.As<int, TEnum>(ref found);
        return member >= 0;
    }

    /// <inheritdoc/>
    public void Write(FalJsonWriter writer, TEnum value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        int member = Unsafe.As<TEnum, int>(ref value);
        writer.WriteJson((uint)member < (uint)table.Count ? table.Json(member) : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a value of {typeof(TEnum).Name}."));
    }

    /// <inheritdoc/>
    public bool IsDefined(TEnum value) => (uint)Unsafe.As<TEnum, int>(ref value) < (uint)table.Count;
}

/// <summary>A value that reads and writes its own JSON. Every generated record and union is one.</summary>
/// <typeparam name="TSelf">The implementing type itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalJson<TSelf>
    where TSelf : IFalJson<TSelf>
{
    /// <summary>The wire names and C# names of the members; null for a type without a description. Asked of an instance that was never constructed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    FalShape? Shape { get; }

    /// <summary>Writes this value as one JSON value.</summary>
    /// <param name="writer">Where to write.</param>
    void WriteTo(FalJsonWriter writer);

    /// <summary>Reads one JSON value. Asked of an instance that was never constructed, and that must stay as it is.</summary>
    /// <param name="reader">Stands on the value's first token when called, and on its last token afterwards.</param>
    /// <returns>The value read, never null.</returns>
    /// <exception cref="System.Text.Json.JsonException">The JSON is not what <typeparamref name="TSelf"/> needs.</exception>
    TSelf ReadFrom(ref FalJsonReader reader);
}
