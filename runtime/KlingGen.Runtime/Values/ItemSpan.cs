using KlingGen.CompilerServices;
using System.Runtime.InteropServices;

namespace KlingGen;

/// <summary>The items of a list side by side, so that going through them needs no interface call; copied only where the list is none of the usual.</summary>
internal static class ItemSpan
{
    public static ReadOnlySpan<T> Of<T>(IReadOnlyList<T> items) => items switch
    {
        FalList<T> list => list.Items,
        T[] array => array,
        List<T> list => CollectionsMarshal.AsSpan(list),
        _ => (T[])[.. items],
    };
}
