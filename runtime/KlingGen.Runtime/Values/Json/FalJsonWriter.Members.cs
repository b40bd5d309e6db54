namespace KlingGen.CompilerServices;

/// <content>Members of objects: always written, or left off when null.</content>
public sealed partial class FalJsonWriter
{
    /// <summary>Writes a member; null is written as JSON <c>null</c>.</summary>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value.</param>
    public void Write(ReadOnlySpan<byte> name, string? value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string?)"/>
    public void Write(ReadOnlySpan<byte> name, bool value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string?)"/>
    public void Write(ReadOnlySpan<byte> name, int value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string?)"/>
    public void Write(ReadOnlySpan<byte> name, long value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string?)"/>
    /// <exception cref="ArgumentException">The value is NaN or infinite, which JSON cannot say.</exception>
    public void Write(ReadOnlySpan<byte> name, double value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string?)"/>
    public void Write(ReadOnlySpan<byte> name, FalJson? value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <inheritdoc cref="Write(ReadOnlySpan{byte}, string?)"/>
    /// <exception cref="InvalidOperationException">The media is local content, outside a call.</exception>
    public void Write(ReadOnlySpan<byte> name, FalMedia? value)
    {
        WritePropertyName(name);
        WriteValue(value);
    }

    /// <summary>Writes a member through a codec.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value; null is written as JSON <c>null</c>.</param>
    public void Write<T, TCodec>(ReadOnlySpan<byte> name, T value)
        where TCodec : IFalCodec<T>
    {
        WritePropertyName(name);
        WriteItem<T, TCodec>(value);
    }

    /// <summary>Writes a member that is a generated record or union; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value.</param>
    public void Write<T>(ReadOnlySpan<byte> name, T? value)
        where T : class, IFalJson<T>
    {
        WritePropertyName(name);
        if (value is null) WriteNull();
        else value.WriteTo(this);
    }

    /// <summary>Writes a member, or leaves it off when the value is null.</summary>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value.</param>
    public void WriteOptional(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) Write(name, value);
    }

    /// <inheritdoc cref="WriteOptional(ReadOnlySpan{byte}, string?)"/>
    public void WriteOptional(ReadOnlySpan<byte> name, bool? value)
    {
        if (value.HasValue) Write(name, value.GetValueOrDefault());
    }

    /// <inheritdoc cref="WriteOptional(ReadOnlySpan{byte}, string?)"/>
    public void WriteOptional(ReadOnlySpan<byte> name, int? value)
    {
        if (value.HasValue) Write(name, value.GetValueOrDefault());
    }

    /// <inheritdoc cref="WriteOptional(ReadOnlySpan{byte}, string?)"/>
    public void WriteOptional(ReadOnlySpan<byte> name, long? value)
    {
        if (value.HasValue) Write(name, value.GetValueOrDefault());
    }

    /// <inheritdoc cref="WriteOptional(ReadOnlySpan{byte}, string?)"/>
    /// <exception cref="ArgumentException">The value is NaN or infinite, which JSON cannot say.</exception>
    public void WriteOptional(ReadOnlySpan<byte> name, double? value)
    {
        if (value.HasValue) Write(name, value.GetValueOrDefault());
    }

    /// <inheritdoc cref="WriteOptional(ReadOnlySpan{byte}, string?)"/>
    public void WriteOptional(ReadOnlySpan<byte> name, FalJson? value)
    {
        if (value is not null) Write(name, value);
    }

    /// <inheritdoc cref="WriteOptional(ReadOnlySpan{byte}, string?)"/>
    /// <exception cref="InvalidOperationException">The media is local content, outside a call.</exception>
    public void WriteOptional(ReadOnlySpan<byte> name, FalMedia? value)
    {
        if (value is not null) Write(name, value);
    }

    /// <summary>Writes a member through a codec, or leaves it off when the value is null.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value.</param>
    public void WriteOptional<T, TCodec>(ReadOnlySpan<byte> name, T? value)
        where T : class
        where TCodec : IFalCodec<T>
    {
        if (value is null) return;
        WritePropertyName(name);
        Codec<T, TCodec>.Write(this, value);
    }

    /// <summary>Writes a member through a codec, or leaves it off when the value is null.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value.</param>
    public void WriteOptionalValue<T, TCodec>(ReadOnlySpan<byte> name, T? value)
        where T : struct
        where TCodec : IFalCodec<T>
    {
        if (!value.HasValue) return;
        WritePropertyName(name);
        Codec<T, TCodec>.Write(this, value.GetValueOrDefault());
    }

    /// <summary>Writes a member that is a generated record or union, or leaves it off when null.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="value">The value.</param>
    public void WriteOptional<T>(ReadOnlySpan<byte> name, T? value)
        where T : class, IFalJson<T>
    {
        if (value is null) return;
        WritePropertyName(name);
        value.WriteTo(this);
    }

    /// <summary>Writes a member as JSON <c>null</c>.</summary>
    /// <param name="name">The name in UTF-8.</param>
    public void WriteNull(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        WriteNull();
    }
}
