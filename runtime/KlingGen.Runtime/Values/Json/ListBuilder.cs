using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <summary>Gathers the items of an array: the first eight on the stack, so that the usual list costs its own array and nothing else.</summary>
internal ref struct ListBuilder<T>
{
    private const int Inline = 8;

    private InlineItems _first;
    private List<T>? _rest;
    private int _count;

    public void Add(T item)
    {
        if (_count < Inline)
        {
            _first[_count++] = item;
            return;
        }

        _rest ??= new List<T>(Inline * 2);
        _rest.Add(item);
    }

    public FalList<T> ToList()
    {
        if (_count == 0) return FalList<T>.Empty;
        var items = new T[_count + (_rest?.Count ?? 0)];
        for (int i = 0; i < _count; i++) items[i] = _first[i];
        _rest?.CopyTo(items, _count);
        return new FalList<T>(items);
    }

    [InlineArray(Inline)]
    private struct InlineItems
    {
        private T _item;
    }
}
