using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <content>Records, lists and maps.</content>
public ref partial struct FalJsonReader
{
    /// <summary>Reads a generated record or union.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not what <typeparamref name="T"/> needs.</exception>
    public T Read<T>()
        where T : class, IFalJson<T> => JsonOf<T>.ReadFrom(ref this);

    /// <summary>Reads a generated record or union, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The JSON is neither, in a request.</exception>
    public T? ReadOrNull<T>(ref Dictionary<string, FalJson>? unfit)
        where T : class, IFalJson<T> => TryReadOrKeep<T, RecordCodec<T>>(ref unfit, out T? value) ? value : null;

    /// <summary>Reads a value through a codec.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">The JSON is not what the codec needs.</exception>
    public T Read<T, TCodec>()
        where TCodec : IFalCodec<T> => Codec<T, TCodec>.Read(ref this);

    /// <summary>Reads a value through a codec, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The JSON is neither, in a request.</exception>
    public T? ReadOrNull<T, TCodec>(ref Dictionary<string, FalJson>? unfit)
        where T : class
        where TCodec : IFalCodec<T> => TryReadOrKeep<T, TCodec>(ref unfit, out T? value) ? value : null;

    /// <summary>Reads a value of a value type through a codec, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <typeparam name="TCodec">Its codec.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The value or null.</returns>
    /// <exception cref="JsonException">The JSON is neither, in a request.</exception>
    public T? ReadValueOrNull<T, TCodec>(ref Dictionary<string, FalJson>? unfit)
        where T : struct
        where TCodec : IFalCodec<T> => TryReadOrKeep<T, TCodec>(ref unfit, out T value) ? value : null;

    /// <summary>Reads an array of records or unions.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The items.</returns>
    /// <exception cref="JsonException">The value is no array, or an item is not what <typeparamref name="T"/> needs.</exception>
    public FalList<T> ReadList<T>()
        where T : IFalJson<T> => ReadList<T, RecordCodec<T>>();

    /// <summary>Reads an array of records or unions, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The items or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public FalList<T>? ReadListOrNull<T>(ref Dictionary<string, FalJson>? unfit)
        where T : IFalJson<T> => ReadListOrNull<T, RecordCodec<T>>(ref unfit);

    /// <summary>Reads an array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <returns>The items.</returns>
    /// <exception cref="JsonException">The value is no array, or an item is not what the codec needs.</exception>
    public FalList<T> ReadList<T, TCodec>()
        where TCodec : IFalCodec<T>
    {
        if (IsEmptyByNull) return FalList<T>.Empty;
        BeginArray();
        ListBuilder<T> items = default;
        while (NextItem()) items.Add(Codec<T, TCodec>.Read(ref this));
        return items.ToList();
    }

    /// <summary>Reads an array, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The items or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public FalList<T>? ReadListOrNull<T, TCodec>(ref Dictionary<string, FalJson>? unfit)
        where TCodec : IFalCodec<T> => TryReadOrKeep<IReadOnlyList<T>, ListCodec<T, TCodec>>(ref unfit, out IReadOnlyList<T>? value) ? (FalList<T>)value : null;

    /// <summary>Reads an object with free names and records or unions as values.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <returns>The entries; of a name that occurs twice the last.</returns>
    /// <exception cref="JsonException">The value is no object, or an entry is not what <typeparamref name="T"/> needs.</exception>
    public FalMap<T> ReadMap<T>()
        where T : IFalJson<T> => ReadMap<T, RecordCodec<T>>();

    /// <summary>Reads an object with free names and records or unions as values, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The entries or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public FalMap<T>? ReadMapOrNull<T>(ref Dictionary<string, FalJson>? unfit)
        where T : IFalJson<T> => ReadMapOrNull<T, RecordCodec<T>>(ref unfit);

    /// <summary>Reads an object with free names.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <returns>The entries; of a name that occurs twice the last.</returns>
    /// <exception cref="JsonException">The value is no object, or an entry is not what the codec needs.</exception>
    public FalMap<T> ReadMap<T, TCodec>()
        where TCodec : IFalCodec<T>
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        if (IsEmptyByNull) return new FalMap<T>(entries);
        BeginObject();
        while (NextMember())
        {
            // As null and absence are one for a member, they are for an entry. A list would lose its order by it.
            if (_inner.TokenType == JsonTokenType.Null && Lenient && !Nulls<T, TCodec>.Fit) continue;
            string name = CurrentName();
            entries[name] = Codec<T, TCodec>.Read(ref this);
        }

        return new FalMap<T>(entries);
    }

    /// <summary>Reads an object with free names, or JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <param name="unfit">Takes what does not fit in a result.</param>
    /// <returns>The entries or null.</returns>
    /// <exception cref="JsonException">The value is neither, in a request.</exception>
    public FalMap<T>? ReadMapOrNull<T, TCodec>(ref Dictionary<string, FalJson>? unfit)
        where TCodec : IFalCodec<T> => TryReadOrKeep<IReadOnlyDictionary<string, T>, MapCodec<T, TCodec>>(ref unfit, out IReadOnlyDictionary<string, T>? value) ? (FalMap<T>)value : null;
}
