using System.Text.Json.Nodes;
using KlingGen.Compiler;

namespace ComparisonTests.Mutations;

/// <summary>One way in which an endpoint's document may change.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Apply">Changes the document; false where it finds nothing to change.</param>
internal sealed record Mutation(string Name, Func<SchemaSites, Random, bool> Apply)
{
    public static IReadOnlyList<Mutation> All { get; } = [.. MemberMutations.All, .. TypeMutations.All, .. RuleMutations.All, .. EndpointMutations.All];

    /// <summary>Two models, one of them changed at random: now the one of before, now the one of after. Null where nothing usable came of it.</summary>
    public static (EndpointSpec Before, EndpointSpec After, string Names)? Pair(string text, int seed)
    {
        (string changed, string names) = Mutate(text, seed);
        if (Models.Read(text) is not { } left || Models.Read(changed) is not { } right)
            return null;

        // What the document does not say: the item's metadata, and the lock file.
        var random = new Random(seed);
        if (random.Next(40) == 0)
            (right, names) = (right with { IsPublic = false }, names + " + internal");
        if (random.Next(40) == 0)
            (left, right, names) = (left with { Price = new LockPrice(0.02m, "images", "USD", "2026-11-01") }, right with { Price = new LockPrice(0.03m, "images", "USD", "2026-11-22") }, names + " + a price");
        if (left.Equals(right))
            return null;
        return random.Next(2) == 0 || !right.IsPublic ? (left, right, names) : (right, left, "backwards: " + names);
    }

    /// <summary>The document after some changes at random, and their names.</summary>
    public static (string Text, string Names) Mutate(string text, int seed)
    {
        var random = new Random(seed);
        var document = JsonNode.Parse(text)!.AsObject();
        var names = new List<string>();
        for (int wanted = random.Next(4) == 0 ? 2 : 1, tries = 0; names.Count < wanted && tries < 60; tries++)
        {
            Mutation mutation = All[random.Next(All.Count)];
            if (mutation.Apply(new SchemaSites(document), random))
                names.Add(mutation.Name);
        }
        return (document.ToJsonString(), string.Join(" + ", names));
    }

    public override string ToString() => Name;
}
