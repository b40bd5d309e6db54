using System.Diagnostics.CodeAnalysis;

namespace KlingGen.CompilerServices;

/// <content>Rules on lists, maps and nested records.</content>
public ref partial struct FalValidator
{
    /// <summary>The list must have at least so many items.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The list.</param>
    /// <param name="minimum">The limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MinItems<T>(IReadOnlyList<T>? items, long minimum)
    {
        if (items is not null && items.Count < minimum) FailCount(FalRules.SequenceTooShort, items.Count, "items", "at least", minimum);
        return ref this;
    }

    /// <summary>The list must have at most so many items.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The list.</param>
    /// <param name="maximum">The limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MaxItems<T>(IReadOnlyList<T>? items, long maximum)
    {
        if (items is not null && items.Count > maximum) FailCount(FalRules.SequenceTooLong, items.Count, "items", "at most", maximum);
        return ref this;
    }

    /// <summary>No two items of the list may be equal.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The list.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator UniqueItems<T>(IReadOnlyList<T>? items)
    {
        if (items is null || !_checkRules || !Duplicates.TryFind(items, out int first, out int second)) return ref this;
        Fail(FalRules.UniqueItems, $"has the same item at positions {Number(first)} and {Number(second)}, but each item may occur only once", null, Quote($"{items[first]}"));
        return ref this;
    }

    /// <summary>The map must have at least so many entries.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="entries">The map.</param>
    /// <param name="minimum">The limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MinProperties<T>(IReadOnlyDictionary<string, T>? entries, long minimum)
    {
        if (entries is not null && entries.Count < minimum) FailCount(FalRules.TooFewEntries, entries.Count, "entries", "at least", minimum);
        return ref this;
    }

    /// <summary>The map must have at most so many entries.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="entries">The map.</param>
    /// <param name="maximum">The limit, itself allowed.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MaxProperties<T>(IReadOnlyDictionary<string, T>? entries, long maximum)
    {
        if (entries is not null && entries.Count > maximum) FailCount(FalRules.TooManyEntries, entries.Count, "entries", "at most", maximum);
        return ref this;
    }

    /// <summary>The map must have an entry of this name.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="entries">The map.</param>
    /// <param name="key">The name of the entry.</param>
    /// <returns>The validator, for more rules.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    [UnscopedRef]
    public ref FalValidator RequiredKey<T>(IReadOnlyDictionary<string, T>? entries, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (entries is not null && !entries.ContainsKey(key)) Fail(FalRules.Missing, $"has no entry {Quote(key)}, which is required", Shorten(key), null);
        return ref this;
    }

    /// <summary>The current object must have no members but those that the schema names.</summary>
    /// <param name="additional">The members that it has beside them.</param>
    public void NoOtherMembers(IReadOnlyDictionary<string, FalJson>? additional)
    {
        if (additional is null || !_checkRules) return;
        foreach (string name in additional.Keys)
        {
            Key(name);
            Fail(FalRules.ExtraForbidden, "is not in the schema, which allows no other members", null, null);
        }
    }

    /// <summary>The record or union of the current member must keep its own rules.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Nested<T>(T? value)
        where T : IFalValidatable
    {
        if (value is not null) Descend(value);
        return ref this;
    }

    /// <summary>Each item of the list must be there and keep its own rules.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="items">The list.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator Each<T>(IReadOnlyList<T>? items)
        where T : IFalValidatable
    {
        if (items is null) return ref this;
        Enter();
        ReadOnlySpan<T> list = ItemSpan.Of(items);
        for (int i = 0; i < list.Length; i++)
        {
            T item = list[i];
            Item(i);
            if (item is null) FailNull();
            else Descend(item);
        }

        Leave();
        return ref this;
    }

    /// <summary>Each item of the list must keep its own rules; null is allowed.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="items">The list.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator EachOrNull<T>(IReadOnlyList<T?>? items)
        where T : IFalValidatable
    {
        if (items is null) return ref this;
        Enter();
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is { } item) Item(i).Descend(item);
        }

        Leave();
        return ref this;
    }

    /// <summary>Each value of the map must be there and keep its own rules.</summary>
    /// <typeparam name="T">The record or union.</typeparam>
    /// <param name="entries">The map.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator EachValue<T>(IReadOnlyDictionary<string, T>? entries)
        where T : IFalValidatable
    {
        if (entries is null) return ref this;
        Enter();
        if (entries is FalMap<T> map)
        {
            foreach (KeyValuePair<string, T> entry in map) Entry(entry);
        }
        else
        {
            foreach (KeyValuePair<string, T> entry in entries) Entry(entry);
        }

        Leave();
        return ref this;
    }

    private void Entry<T>(KeyValuePair<string, T> entry)
        where T : IFalValidatable
    {
        Key(entry.Key);
        if (entry.Value is null) FailNull();
        else Descend(entry.Value);
    }

    private void FailNull() => Fail(FalRules.Missing, "is null, but a value is required", null, "null");

    private void FailCount(string rule, int count, string what, string relation, long limit) =>
        Fail(rule, $"has {Number(count)} {what}, {relation} {Number(limit)} {(relation == "at least" ? "required" : "allowed")}", Number(limit), Number(count));
}
