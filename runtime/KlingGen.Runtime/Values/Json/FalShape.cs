using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>
/// What a type of an endpoint looks like in JSON: the wire name and the C# name of each member, and what lies below it. Generated code describes it once per type;
/// the runtime reads it to find the C# member that an error of the service means.
/// </summary>
/// <remarks>A member without a shape is a plain value. Types refer to each other by <see cref="Of{T}"/>, which is resolved when it is first needed: they may be recursive.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FalShape
{
    private readonly Dictionary<string, FalShapeMember>? _members;
    private readonly Lazy<FalShape?>? _target;

    private FalShape(FalShapeKind kind, Dictionary<string, FalShapeMember>? members = null, Lazy<FalShape?>? target = null)
    {
        Kind = kind;
        _members = members;
        _target = target;
    }

    /// <summary>Any JSON: nothing is known of what lies below.</summary>
    public static FalShape Json { get; } = new(FalShapeKind.Json);

    internal FalShapeKind Kind { get; }

    /// <summary>What a list's items or a dictionary's values look like; null for plain values.</summary>
    internal FalShape? Item { get; private init; }

    /// <summary>The types of a union that are more than plain values.</summary>
    internal IReadOnlyList<FalShape> Cases { get; private init; } = [];

    /// <summary>The shape of a generated type, resolved when it is first needed.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>A reference to the shape.</returns>
    public static FalShape Of<T>()
        where T : IFalJson<T> => Reference<T>.Value;

    /// <summary>An object with named members, or a tuple, whose members are named by their positions.</summary>
    /// <returns>A shape without members; see <see cref="Add"/>.</returns>
    public static FalShape Record() => new(FalShapeKind.Record, new Dictionary<string, FalShapeMember>(StringComparer.Ordinal));

    /// <summary>A list.</summary>
    /// <param name="item">The shape of an item; null for plain values.</param>
    /// <returns>The shape.</returns>
    public static FalShape List(FalShape? item = null) => new(FalShapeKind.List) { Item = item };

    /// <summary>A dictionary.</summary>
    /// <param name="value">The shape of a value; null for plain values.</param>
    /// <returns>The shape.</returns>
    public static FalShape Map(FalShape? value = null) => new(FalShapeKind.Map) { Item = value };

    /// <summary>One of several types.</summary>
    /// <param name="cases">The shapes of those types that are more than plain values.</param>
    /// <returns>The shape.</returns>
    public static FalShape Union(params FalShape[] cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new FalShape(FalShapeKind.Union) { Cases = [.. cases] };
    }

    /// <summary>Adds a member to a <see cref="Record"/>.</summary>
    /// <param name="wireName">Its name in JSON; in a tuple its position.</param>
    /// <param name="memberName">Its name in C#.</param>
    /// <param name="shape">What it looks like; null for plain values.</param>
    /// <returns>The same shape, for more members.</returns>
    /// <exception cref="InvalidOperationException">The shape is not a record.</exception>
    public FalShape Add(string wireName, string memberName, FalShape? shape = null)
    {
        if (_members is null) throw new InvalidOperationException("Only the shape of a record has members.");
        _members[wireName] = new FalShapeMember(memberName, shape);
        return this;
    }

    internal bool TryGetMember(string wireName, out FalShapeMember member)
    {
        member = default;
        return _members is not null && _members.TryGetValue(wireName, out member);
    }

    /// <summary>The shape itself, references followed; null for plain values.</summary>
    internal FalShape? Resolve()
    {
        FalShape? shape = this;
        // A reference that leads to itself describes nothing.
        for (int steps = 0; shape is { _target: { } target }; steps++)
            shape = steps < 32 ? target.Value : null;
        return shape;
    }

    private static class Reference<T>
        where T : IFalJson<T>
    {
        public static readonly FalShape Value = new(FalShapeKind.Reference, target: new Lazy<FalShape?>(static () => JsonOf<T>.Shape));
    }
}
