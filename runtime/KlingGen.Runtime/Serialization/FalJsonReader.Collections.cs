using System.Text.Json;

namespace KlingGen.Serialization;

/// <content>Records, lists and maps.</content>
public ref partial struct FalJsonReader
{
    /// <summary>Reads a generated record or union.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not what <typeparamref name="T"/> needs.</exception>
    public T Read<T>()
        where T : class, IFalJson<T> => T.ReadFrom(ref this);

    /// <summary>Reads a generated record or union, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The JSON is neither.</exception>
    public T? ReadOrNull<T>()
        where T : class, IFalJson<T> => _inner.TokenType == JsonTokenType.Null ? null : T.ReadFrom(ref this);

    /// <summary>Reads a value through a codec.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not what the codec needs.</exception>
    public T Read<T, TCodec>()
        where TCodec : IFalCodec<T> => TCodec.Read(ref this);

    /// <summary>Reads a value through a codec, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The JSON is neither.</exception>
    public T? ReadOrNull<T, TCodec>()
        where T : class
        where TCodec : IFalCodec<T> => _inner.TokenType == JsonTokenType.Null ? null : TCodec.Read(ref this);

    /// <summary>Reads a value of a value type through a codec, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The JSON is neither.</exception>
    public T? ReadValueOrNull<T, TCodec>()
        where T : struct
        where TCodec : IFalCodec<T> => _inner.TokenType == JsonTokenType.Null ? null : TCodec.Read(ref this);

    /// <summary>Reads an array of records or unions.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The items.</returns>
    /// <exception cref="JsonException">The value is no array, or an item is not what <typeparamref name="T"/> needs.</exception>
    public FalList<T> ReadList<T>()
        where T : IFalJson<T> => ReadList<T, RecordCodec<T>>();

    /// <summary>Reads an array of records or unions, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The items or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public FalList<T>? ReadListOrNull<T>()
        where T : IFalJson<T> => _inner.TokenType == JsonTokenType.Null ? null : ReadList<T, RecordCodec<T>>();

    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <returns>The items.</returns>
    /// <exception cref="JsonException">The value is no array, or an item is not what the codec needs.</exception>
    public FalList<T> ReadList<T, TCodec>()
        where TCodec : IFalCodec<T>
    {
        BeginArray();
        ListBuilder<T> items = default;
        while (NextItem()) items.Add(TCodec.Read(ref this));
        return items.ToList();
    }

    /// <summary>Reads an array, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <returns>The items or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public FalList<T>? ReadListOrNull<T, TCodec>()
        where TCodec : IFalCodec<T> => _inner.TokenType == JsonTokenType.Null ? null : ReadList<T, TCodec>();

    /// <summary>Reads an object with free names and records or unions as values.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The entries; of a name that occurs twice the last.</returns>
    /// <exception cref="JsonException">The value is no object, or an entry is not what <typeparamref name="T"/> needs.</exception>
    public FalMap<T> ReadMap<T>()
        where T : IFalJson<T> => ReadMap<T, RecordCodec<T>>();

    /// <summary>Reads an object with free names and records or unions as values, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The entries or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public FalMap<T>? ReadMapOrNull<T>()
        where T : IFalJson<T> => _inner.TokenType == JsonTokenType.Null ? null : ReadMap<T, RecordCodec<T>>();

    /// <summary>Reads an object with free names.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <returns>The entries; of a name that occurs twice the last.</returns>
    /// <exception cref="JsonException">The value is no object, or an entry is not what the codec needs.</exception>
    public FalMap<T> ReadMap<T, TCodec>()
        where TCodec : IFalCodec<T>
    {
        BeginObject();
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        while (NextMember())
        {
            string name = CurrentName();
            entries[name] = TCodec.Read(ref this);
        }

        return new FalMap<T>(entries);
    }

    /// <summary>Reads an object with free names, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <returns>The entries or null.</returns>
    /// <exception cref="JsonException">The value is neither.</exception>
    public FalMap<T>? ReadMapOrNull<T, TCodec>()
        where TCodec : IFalCodec<T> => _inner.TokenType == JsonTokenType.Null ? null : ReadMap<T, TCodec>();
}
