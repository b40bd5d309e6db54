using System.Text.Json;

namespace KlingGen.CompilerServices;

/// <content>Lists, maps, and the members a schema does not name.</content>
public sealed partial class FalJsonWriter
{
    /// <summary>Writes a list of records or unions; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="items">The items.</param>
    public void WriteList<T>(ReadOnlySpan<byte> name, IReadOnlyList<T>? items)
        where T : IFalJson<T>
    {
        WritePropertyName(name);
        WriteListValue<T, RecordCodec<T>>(items);
    }

    /// <summary>Writes a list; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="items">The items.</param>
    public void WriteList<T, TCodec>(ReadOnlySpan<byte> name, IReadOnlyList<T>? items)
        where TCodec : IFalCodec<T>
    {
        WritePropertyName(name);
        WriteListValue<T, TCodec>(items);
    }

    /// <summary>Writes a list of records or unions, or leaves it off when null.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="items">The items.</param>
    public void WriteOptionalList<T>(ReadOnlySpan<byte> name, IReadOnlyList<T>? items)
        where T : IFalJson<T>
    {
        if (items is not null) WriteList(name, items);
    }

    /// <summary>Writes a list, or leaves it off when null.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="items">The items.</param>
    public void WriteOptionalList<T, TCodec>(ReadOnlySpan<byte> name, IReadOnlyList<T>? items)
        where TCodec : IFalCodec<T>
    {
        if (items is not null) WriteList<T, TCodec>(name, items);
    }

    /// <summary>Writes a map of records or unions; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="entries">The entries.</param>
    public void WriteMap<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T>? entries)
        where T : IFalJson<T>
    {
        WritePropertyName(name);
        WriteMapValue<T, RecordCodec<T>>(entries);
    }

    /// <summary>Writes a map; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="entries">The entries.</param>
    public void WriteMap<T, TCodec>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T>? entries)
        where TCodec : IFalCodec<T>
    {
        WritePropertyName(name);
        WriteMapValue<T, TCodec>(entries);
    }

    /// <summary>Writes a map of records or unions, or leaves it off when null.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="entries">The entries.</param>
    public void WriteOptionalMap<T>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T>? entries)
        where T : IFalJson<T>
    {
        if (entries is not null) WriteMap(name, entries);
    }

    /// <summary>Writes a map, or leaves it off when null.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <param name="name">The name in UTF-8.</param>
    /// <param name="entries">The entries.</param>
    public void WriteOptionalMap<T, TCodec>(ReadOnlySpan<byte> name, IReadOnlyDictionary<string, T>? entries)
        where TCodec : IFalCodec<T>
    {
        if (entries is not null) WriteMap<T, TCodec>(name, entries);
    }

    /// <summary>Writes the members the schema does not name, after the named ones, into the object that is open.</summary>
    /// <param name="members">The members; null or empty writes nothing.</param>
    /// <remarks>A name that this object already has is passed over, so that the object never has it twice: the typed member wins.</remarks>
    public void WriteAdditional(IReadOnlyDictionary<string, FalJson>? members)
    {
        if (members is null || members.Count == 0) return;
        int named = _position;
        foreach (KeyValuePair<string, FalJson> member in members)
        {
            if (AlreadyWritten(member.Key, named)) continue;
            WriteName(member.Key);
            WriteValue(member.Value);
        }
    }

    /// <summary>Writes an array without a name; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <typeparam name="TCodec">The codec of an item.</typeparam>
    /// <param name="items">The items.</param>
    public void WriteListValue<T, TCodec>(IReadOnlyList<T>? items)
        where TCodec : IFalCodec<T>
    {
        if (items is null)
        {
            WriteNull();
            return;
        }

        WriteStartArray();
        foreach (T item in ItemSpan.Of(items)) WriteItem<T, TCodec>(item);
        WriteEndArray();
    }

    /// <summary>Writes an object with free names, without a name of its own; null is written as JSON <c>null</c>.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <typeparam name="TCodec">The codec of a value.</typeparam>
    /// <param name="entries">The entries.</param>
    public void WriteMapValue<T, TCodec>(IReadOnlyDictionary<string, T>? entries)
        where TCodec : IFalCodec<T>
    {
        if (entries is null)
        {
            WriteNull();
            return;
        }

        WriteStartObject();
        if (entries is FalMap<T> map)
        {
            foreach (KeyValuePair<string, T> entry in map) WriteEntry<T, TCodec>(entry);
        }
        else
        {
            foreach (KeyValuePair<string, T> entry in entries) WriteEntry<T, TCodec>(entry);
        }

        WriteEndObject();
    }

    private void WriteItem<T, TCodec>(T item)
        where TCodec : IFalCodec<T>
    {
        if (IsNullReference(item)) WriteNull();
        else Codec<T, TCodec>.Write(this, item);
    }

    // The type is asked first because code that is not optimised would box a struct to compare it with null. Codecs of Nullable<T> know null.
    private static bool IsNullReference<T>(T value) => !typeof(T).IsValueType && value is null;

    private void WriteEntry<T, TCodec>(KeyValuePair<string, T> entry)
        where TCodec : IFalCodec<T>
    {
        WriteName(entry.Key);
        WriteItem<T, TCodec>(entry.Value);
    }

    /// <summary>Whether the open object has a member of that name among the bytes up to <paramref name="end"/>. Only bags that are not empty pay for this.</summary>
    private bool AlreadyWritten(string name, int end)
    {
        if (_depth == 0) return false;
        var reader = new Utf8JsonReader(
            _buffer.AsSpan(_starts[_depth - 1]..end), isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals(name)) return true;
            if (!reader.Read() || !reader.TrySkip()) return false;
        }

        return false;
    }
}
