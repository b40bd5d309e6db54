using System.Collections;

namespace KlingGen;

/// <summary>Equality of the items of lists and maps: by value, through nested lists of any kind.</summary>
internal static class ItemEquality
{
    public static bool Equal<T>(T left, T right)
    {
        if (EqualityComparer<T>.Default.Equals(left, right)) return true;
        return IsSequence(left) && IsSequence(right) && SequenceEqual((IEnumerable)left!, (IEnumerable)right!);
    }

    public static int Hash<T>(T item)
    {
        if (item is null) return 0;
        if (!IsSequence(item)) return EqualityComparer<T>.Default.GetHashCode(item);
        HashCode hash = default;
        foreach (object? inner in (IEnumerable)item) hash.Add(Hash(inner));
        return hash.ToHashCode();
    }

    // A list inside a list may still be the caller's array: only the outer list is copied.
    private static bool IsSequence<T>(T item) =>
        !typeof(T).IsValueType && typeof(T) != typeof(string) && item is IList or IFalSequence;

    private static bool SequenceEqual(IEnumerable left, IEnumerable right)
    {
        IEnumerator a = left.GetEnumerator();
        IEnumerator b = right.GetEnumerator();
        try
        {
            while (true)
            {
                bool more = a.MoveNext();
                if (more != b.MoveNext()) return false;
                if (!more) return true;
                if (!Equal(a.Current, b.Current)) return false;
            }
        }
        finally
        {
            (a as IDisposable)?.Dispose();
            (b as IDisposable)?.Dispose();
        }
    }
}

/// <summary>Marks <see cref="CompilerServices.FalList{T}"/> whatever its item.</summary>
internal interface IFalSequence : IEnumerable;
