using System.ComponentModel;
using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <summary>A generated record or union.</summary>
/// <typeparam name="T">The record or union.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct RecordCodec<T> : IFalCodec<T>
    where T : IFalJson<T>
{
    /// <inheritdoc/>
    public static T Read(ref FalJsonReader reader) => JsonOf<T>.ReadFrom(ref reader);

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, T value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null) writer.WriteNull();
        else value.WriteTo(writer);
    }
}

/// <summary>A JSON array of equal items.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <typeparam name="TCodec">The codec of an item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct ListCodec<T, TCodec> : IFalCodec<IReadOnlyList<T>>
    where TCodec : IFalCodec<T>
{
    /// <inheritdoc/>
    public static IReadOnlyList<T> Read(ref FalJsonReader reader) => reader.ReadList<T, TCodec>();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, IReadOnlyList<T> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteListValue<T, TCodec>(value);
    }
}

/// <summary>A JSON object with free names and equal values.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
/// <typeparam name="TCodec">The codec of a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct MapCodec<T, TCodec> : IFalCodec<IReadOnlyDictionary<string, T>>
    where TCodec : IFalCodec<T>
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, T> Read(ref FalJsonReader reader) => reader.ReadMap<T, TCodec>();

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, IReadOnlyDictionary<string, T> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMapValue<T, TCodec>(value);
    }
}

/// <summary>A value of a reference type, or JSON <c>null</c>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TCodec">The codec of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct NullableCodec<T, TCodec> : IFalCodec<T?>
    where T : class
    where TCodec : IFalCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref FalJsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : Codec<T, TCodec>.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, T? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null) writer.WriteNull();
        else Codec<T, TCodec>.Write(writer, value);
    }
}

/// <summary>A value of a value type, or JSON <c>null</c>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TCodec">The codec of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct NullableValueCodec<T, TCodec> : IFalCodec<T?>
    where T : struct
    where TCodec : IFalCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref FalJsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : Codec<T, TCodec>.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(FalJsonWriter writer, T? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null) writer.WriteNull();
        else Codec<T, TCodec>.Write(writer, value.GetValueOrDefault());
    }
}
