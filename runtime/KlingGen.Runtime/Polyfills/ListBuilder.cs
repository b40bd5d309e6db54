namespace KlingGen.CompilerServices;

/// <summary>Gathers the items of an array.</summary>
internal ref struct ListBuilder<T>
{
    private List<T>? _items;

    public void Add(T item) => (_items ??= []).Add(item);

    public FalList<T> ToList() => _items is null ? FalList<T>.Empty : new FalList<T>(_items.ToArray());
}
