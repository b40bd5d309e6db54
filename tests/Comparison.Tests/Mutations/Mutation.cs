using System.Text.Json.Nodes;

namespace ComparisonTests.Mutations;

/// <summary>One way in which an endpoint's document may change.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Apply">Changes the document; false where it finds nothing to change.</param>
internal sealed record Mutation(string Name, Func<SchemaSites, Random, bool> Apply)
{
    public static IReadOnlyList<Mutation> All { get; } = [.. MemberMutations.All, .. TypeMutations.All, .. RuleMutations.All, .. EndpointMutations.All];

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
