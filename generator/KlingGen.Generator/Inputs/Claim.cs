using System.Collections.Immutable;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;

namespace KlingGen.Generator.Inputs;

/// <summary>The names that a schema's types want. Two schemas with one of them in common cannot both be in a project.</summary>
internal sealed record Claim(string Path, string Namespace, EquatableArray<string> Names)
{
    public static Claim Of(EmittedSchema schema) =>
        new(schema.Path, schema.Endpoint.Namespace, CodeEmitter.TypeNames(schema.Endpoint));

    /// <summary>The schemas that lose: of two, the one whose path comes later. Names are compared as the compiler does, without case.</summary>
    public static EquatableArray<Loser> Losers(ImmutableArray<Claim> claims)
    {
        var taken = new Dictionary<string, Claim>(StringComparer.OrdinalIgnoreCase);
        var losers = new List<Loser>();
        foreach (Claim claim in claims.OrderBy(static claim => claim.Path, StringComparer.Ordinal))
        {
            if (claim.Names.FirstOrDefault(taken.ContainsKey) is { } common)
            {
                losers.Add(new Loser(claim.Path, taken[common].Path, claim.Namespace));
                continue;
            }
            foreach (string name in claim.Names)
                taken.Add(name, claim);
        }
        return losers.ToEquatableArray();
    }
}

/// <summary>A schema that gets no code, because another has its names.</summary>
internal sealed record Loser(string Path, string Winner, string Namespace)
{
    public Problem ToProblem() => new(
        ProblemIds.DuplicateEndpoint,
        ProblemSeverity.Error,
        $"'{Winner}' already gives types of the same names in namespace '{Namespace}', so nothing is generated from this file. Remove one of the two KlingGenSchema items, or give this one a Namespace of its own.",
        Path, 0, 0, 1, 1, 1, 1);
}

/// <summary>A schema's code, and where it came from.</summary>
internal sealed record EmittedSchema(string Path, EndpointSpec Endpoint, EquatableArray<SourceFile> Files);
