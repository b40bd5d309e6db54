using System.Globalization;

namespace Compiler.Tests.SecondOpinion;

/// <summary>A difference that is meant.</summary>
/// <param name="Why">One sentence.</param>
/// <param name="Explains">Recognises it, and nothing else.</param>
internal sealed record Reason(string Why, Func<Difference, bool> Explains);

/// <summary>Every way in which the two readers may differ.</summary>
internal static class Reasons
{
    public static IReadOnlyList<Reason> All { get; } =
    [
        new("The documents call themselves 3.0 and some write its 'nullable: true', which Microsoft.OpenApi passes over as an unknown keyword of 3.1; the service means it.",
            static difference => difference is { What: "nullable", Ours: "yes", Theirs: "no, but 'nullable: true' is passed over" }),
        new("An object that names no members and no type of values is free JSON in C#, which has no narrower type for it.",
            static difference => difference is { What: "type", Ours: Kinds.Anything, Theirs: Kinds.Object }),
        new("Microsoft.OpenApi 3.11.0 knows no 'prefixItems', nor positions by number under 'items', and sees an array of anything; the compiler makes a tuple of as many positions.",
            static difference => difference is { What: "type", Ours: Kinds.Tuple, Theirs: Kinds.Array } && IsTuple(difference)),
        new("The keyword that Microsoft.OpenApi only carries along is the one that the tuple came from.",
            static difference => difference is { What: "beside", Ours: "" } && IsTuple(difference)),
        new("A tuple has all its positions and no more, so 'minItems' and 'maxItems' of that very number say nothing further.",
            static difference => difference is { What: "minItems" or "maxItems", Ours: "" } && IsTuple(difference) && difference.Theirs == Positions(difference)),
        new("A reference to a schema that the document lacks is free JSON with a warning; Microsoft.OpenApi keeps it as a reference without a target.",
            static difference => difference is { What: "beside", Ours: "", Theirs: "dangling", OurLeaf.Kind: Kinds.Anything }),
        new("Alternatives that are files of the usual shape are one type of the runtime.",
            static difference => difference is { What: "alternative", Ours: "", OurLeaf.IsShared: true, TheirLeaf.Members: { } members } && members.Keys.All(difference.OurLeaf.Members!.ContainsKey)),
    ];

    public static Reason? For(Difference difference) => All.FirstOrDefault(reason => reason.Explains(difference));

    private static bool IsTuple(Difference difference) =>
        difference is { OurLeaf.Kind: Kinds.Tuple, TheirLeaf.Kind: Kinds.Array } && difference.TheirLeaf.Beside == "prefixItems:" + Positions(difference);

    private static string Positions(Difference difference) => difference.OurLeaf!.Positions.ToString(CultureInfo.InvariantCulture);
}
