using System.Collections.Immutable;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;

namespace KlingGen.Generator.Inputs;

/// <summary>The names that a schema's types want. Two schemas with one of them in common cannot both be in a project.</summary>
internal sealed record SchemaNames(string Path, string Namespace, EquatableArray<string> Names)
{
    public static SchemaNames Of(EmittedSchema schema) =>
        new(schema.Path, schema.Endpoint.Namespace, CodeEmitter.TypeNames(schema.Endpoint));

    /// <summary>The schemas that get no code: of two, the one whose path comes later. Names are compared as the compiler does, without case.</summary>
    public static EquatableArray<NameConflict> Conflicts(ImmutableArray<SchemaNames> schemas)
    {
        var taken = new Dictionary<string, SchemaNames>(StringComparer.OrdinalIgnoreCase);
        var conflicts = new List<NameConflict>();
        foreach (SchemaNames schema in schemas.OrderBy(static schema => schema.Path, StringComparer.Ordinal))
        {
            if (schema.Names.FirstOrDefault(taken.ContainsKey) is { } common)
            {
                conflicts.Add(new NameConflict(schema.Path, taken[common].Path, schema.Namespace));
                continue;
            }
            foreach (string name in schema.Names)
                taken.Add(name, schema);
        }
        return conflicts.ToEquatableArray();
    }
}

/// <summary>A schema that gets no code, because another has its names.</summary>
internal sealed record NameConflict(string Path, string Owner, string Namespace)
{
    public Problem ToProblem() => new(
        ProblemIds.DuplicateEndpoint,
        ProblemKind.Of(ProblemIds.DuplicateEndpoint).Severity,
        $"'{Owner}' already gives types of the same names in namespace '{Namespace}', so nothing is generated from this file. Remove one of the two KlingGenSchema items, or give this one a Namespace of its own.",
        Path, 0, 0, 1, 1, 1, 1);
}

/// <summary>A schema's code, and where it came from.</summary>
internal sealed record EmittedSchema(string Path, EndpointSpec Endpoint, EquatableArray<SourceFile> Files);
