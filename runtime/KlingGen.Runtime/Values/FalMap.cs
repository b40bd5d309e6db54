using System.ComponentModel;
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KlingGen.CompilerServices;

/// <summary>An immutable map from names to values that equals another map with equal entries, in whatever order.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
/// <remarks>Names are compared ordinally. The order of the entries is kept for writing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalMap<T> : IReadOnlyDictionary<string, T>, IEquatable<FalMap<T>>
{
    private readonly Dictionary<string, T> _entries;

    /// <param name="entries">Owned by the map from now on; compares ordinally.</param>
    internal FalMap(Dictionary<string, T> entries) => _entries = entries;

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The names in their order.</summary>
    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>The values in the order of the names.</summary>
    public IEnumerable<T> Values => _entries.Values;

    /// <summary>The value of a name.</summary>
    /// <param name="key">The name.</param>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public T this[string key] => _entries[key];

    /// <summary>Whether there is an entry of that name.</summary>
    /// <param name="key">The name.</param>
    /// <returns>True when there is.</returns>
    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    /// <summary>Looks a name up.</summary>
    /// <param name="key">The name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>Whether there is an entry of that name.</returns>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

    /// <summary>Goes through the entries without allocating.</summary>
    /// <returns>The enumerator.</returns>
    public Dictionary<string, T>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FalMap<T>? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _entries.Count != other._entries.Count) return false;
        foreach (KeyValuePair<string, T> entry in _entries)
        {
            if (!other._entries.TryGetValue(entry.Key, out T? value) || !ItemEquality.Equal(entry.Value, value)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FalMap<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        // A sum, because order does not count.
        int sum = _entries.Count;
        foreach (KeyValuePair<string, T> entry in _entries)
            sum = unchecked(sum + HashCode.Combine(StringComparer.Ordinal.GetHashCode(entry.Key), ItemEquality.Hash(entry.Value)));
        return sum;
    }

    /// <summary>The first entries, for a debugger or a log line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        const int Shown = 10;
        string entries = string.Join(", ", _entries.Take(Shown).Select(static entry => $"{entry.Key}: {entry.Value}"));
        return _entries.Count > Shown ? $"{{{entries}, … {_entries.Count} entries}}" : $"{{{entries}}}";
    }
}

/// <summary>Makes <see cref="FalMap{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FalMap
{
    /// <summary>Copies the entries once; a <see cref="FalMap{T}"/> is handed through, null stays null.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="entries">The entries. Where names occur twice under ordinal comparison, the last wins.</param>
    /// <returns>A map that no one can change, or null.</returns>
    [return: NotNullIfNotNull(nameof(entries))]
    public static FalMap<T>? From<T>(IReadOnlyDictionary<string, T>? entries)
    {
        if (entries is null) return null;
        if (entries is FalMap<T> map) return map;
        var copy = new Dictionary<string, T>(entries.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, T> entry in entries) copy[entry.Key] = entry.Value;
        return new FalMap<T>(copy);
    }
}
