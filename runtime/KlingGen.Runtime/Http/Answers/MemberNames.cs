using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Where in the input an error of the service is.</summary>
/// <param name="Member">The C# member, <c>Elements[0].FrontalImageUrl</c>; empty for the input itself.</param>
/// <param name="Pointer">The JSON pointer of that member.</param>
/// <param name="IsExact">Whether the location says no more than that: nothing follows that could be a member the input's type does not know.</param>
internal readonly record struct MemberPlace(string Member, string Pointer, bool IsExact);

/// <summary>
/// Turns the <c>loc</c> of an error, or a place in a result, into the C# member, along the shape of the type, so that it needs no value: after a restart and in a
/// webhook the names are the same.
/// </summary>
internal sealed class MemberNames(FalShape? shape)
{
    public static MemberNames Of<TInput>()
        where TInput : IFalJson<TInput> => new(FalShape.Of<TInput>());

    /// <summary>The C# member at a place in JSON of this shape, as far as the shape knows it; empty for the document itself.</summary>
    /// <param name="parts">Names as strings, positions as integers.</param>
    public string At(IReadOnlyList<object> parts) => new ShapeWalk([.. parts], isJson: true).Go(shape?.Resolve()).Member;

    /// <summary>The member that a location means. Parts that are neither a member nor a position, such as the names of a union's cases, are passed over.</summary>
    public MemberPlace Find(FalErrorLocation location)
    {
        bool inBody = location.Count > 0 && location[0] is "body";
        // A query parameter or a header, such as that of the webhook, is no part of the input.
        if (!inBody && location.Count > 1 && location[0] is "query" or "header" or "path" or "cookie" && location[1] is string)
            return new MemberPlace(string.Empty, string.Empty, IsExact: false);
        return new ShapeWalk([.. location.Skip(inBody ? 1 : 0)]).Go(shape?.Resolve());
    }
}
