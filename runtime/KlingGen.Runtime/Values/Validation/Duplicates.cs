using System.Diagnostics.CodeAnalysis;

namespace KlingGen.CompilerServices;

/// <summary>Looks for equal items of a list, equal as JSON is equal.</summary>
internal static class Duplicates
{
    /// <summary>Up to here comparing each with each is cheaper than a set, and allocates nothing.</summary>
    private const int Few = 32;

    public static bool TryFind<T>(IReadOnlyList<T> items, out int first, out int second)
    {
        if (items.Count > Few) return TryFindMany(items, out first, out second);
        for (second = 1; second < items.Count; second++)
        {
            for (first = 0; first < second; first++)
            {
                if (ItemEquality.Equal(items[first], items[second])) return true;
            }
        }

        first = second = 0;
        return false;
    }

    private static bool TryFindMany<T>(IReadOnlyList<T> items, out int first, out int second)
    {
        var seen = new Dictionary<Item<T>, int>(items.Count);
        for (second = 0; second < items.Count; second++)
        {
            if (seen.TryAdd(new Item<T>(items[second]), second)) continue;
            first = seen[new Item<T>(items[second])];
            return true;
        }

        first = second = 0;
        return false;
    }

    private readonly struct Item<T>(T value) : IEquatable<Item<T>>
    {
        private readonly T _value = value;

        public bool Equals(Item<T> other) => ItemEquality.Equal(_value, other._value);

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is Item<T> other && Equals(other);

        public override int GetHashCode() => ItemEquality.Hash(_value);
    }
}
