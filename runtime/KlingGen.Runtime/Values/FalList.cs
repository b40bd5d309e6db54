using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace KlingGen.CompilerServices;

/// <summary>An immutable list that equals another list with equal items, so that records that hold one keep value equality.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalList<T> : IReadOnlyList<T>, IEquatable<FalList<T>>, IFalSequence
{
    private readonly T[] _items;

    /// <param name="items">Owned by the list from now on.</param>
    internal FalList(T[] items) => _items = items;

    /// <summary>The list without items.</summary>
    internal static FalList<T> Empty { get; } = new([]);

    /// <summary>How many items there are.</summary>
    public int Count => _items.Length;

    /// <summary>The items side by side.</summary>
    internal ReadOnlySpan<T> Items => _items;

    /// <summary>The item at a position.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such item.</exception>
    public T this[int index] => _items[index];

    /// <summary>Goes through the items without allocating.</summary>
    /// <returns>The enumerator.</returns>
    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(FalList<T>? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _items.Length != other._items.Length) return false;
        for (int i = 0; i < _items.Length; i++)
        {
            if (!ItemEquality.Equal(_items[i], other._items[i])) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FalList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(_items.Length);
        foreach (T item in _items) hash.Add(ItemEquality.Hash(item));
        return hash.ToHashCode();
    }

    /// <summary>The count and the first items, for a debugger or a log line.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        const int Shown = 10;
        string items = string.Join(", ", _items.Take(Shown));
        return _items.Length > Shown ? $"[{items}, … {_items.Length} items]" : $"[{items}]";
    }

    /// <summary>Goes through the items of a list.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [StructLayout(LayoutKind.Auto)]
    public struct Enumerator
    {
        private readonly T[] _items;
        private int _index;

        internal Enumerator(T[] items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The current item.</summary>
        public readonly T Current => _items[_index];

        /// <summary>Goes to the next item.</summary>
        /// <returns>False at the end.</returns>
        public bool MoveNext() => ++_index < _items.Length;
    }
}

/// <summary>Makes <see cref="FalList{T}"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FalList
{
    /// <summary>Copies the items once; a <see cref="FalList{T}"/> is handed through, null stays null.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>A list that no one can change, or null.</returns>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(items))]
    public static FalList<T>? From<T>(IReadOnlyList<T>? items) => items switch
    {
        null => null,
        FalList<T> list => list,
        { Count: 0 } => FalList<T>.Empty,
        _ => new FalList<T>([.. items]),
    };
}
