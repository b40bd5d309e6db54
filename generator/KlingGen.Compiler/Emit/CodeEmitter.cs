using KlingGen.Compiler.Emit;

namespace KlingGen.Compiler;

/// <summary>Prints the C# of one endpoint.</summary>
public static class CodeEmitter
{
    /// <summary>The version that emitted code is marked with.</summary>
    public static string Version { get; } = typeof(CodeEmitter).Assembly.GetName().Version!.ToString(3);

    /// <summary>Prints the C# files of one endpoint: the same files for the same model, on any machine and in any culture.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cancellationToken">Ends the printing early.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static EquatableArray<SourceFile> Emit(EndpointSpec endpoint, CancellationToken cancellationToken = default)
    {
        var definitions = endpoint.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        var face = new SourceBuilder(endpoint);
        var inside = new SourceBuilder(endpoint);
        ClientEmitter.Emit(face);
        if (endpoint.DescribesModel)
            ModelEmitter.Emit(inside);
        foreach (DefinitionSpec definition in ReadingOrder(endpoint))
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (definition)
            {
                case RecordSpec { IsShared: true }:
                    break;
                case EnumSpec spec:
                    EnumEmitter.Emit(face, spec);
                    break;
                case RecordSpec spec:
                    RecordEmitter.Emit(face, spec, definitions);
                    JsonEmitter.Emit(inside, spec);
                    if (spec.InInput)
                        ValidationEmitter.Emit(inside, spec);
                    break;
                case TupleSpec spec:
                    RecordEmitter.Emit(face, spec, definitions);
                    JsonEmitter.Emit(inside, spec);
                    if (spec.InInput)
                        ValidationEmitter.Emit(inside, spec);
                    break;
                case UnionSpec spec:
                    UnionEmitter.Emit(face, spec);
                    JsonEmitter.Emit(inside, spec);
                    if (spec.InInput)
                        ValidationEmitter.Emit(inside, spec);
                    break;
            }
        }
        EnumEmitter.EmitTables(inside);
        if (endpoint.DescribesTypes)
            SchemaCode.EmitAll(inside);
        // Two files: what people read, and what only the library calls. An editor pays for each file of a project with every keystroke.
        IEnumerable<(SourceBuilder File, string Ending)> files = [(face, ""), (inside, ".Internals")];
        return files.Where(static file => file.File.HasTypes).Select(file => file.File.Build(endpoint.ClientName + file.Ending)).ToEquatableArray();
    }

    /// <summary>The full names of the types that an endpoint's files declare. Two endpoints with one of them in common cannot both be in a project.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static EquatableArray<string> TypeNames(EndpointSpec endpoint) => endpoint.Definitions.Where(static definition => definition is not RecordSpec { IsShared: true }).Select(static definition => definition.Name)
        .Append(endpoint.ClientName + "Client").Select(name => $"{endpoint.Namespace}.{name}").ToEquatableArray();

    /// <summary>The request, the result, and what they are made of, by name.</summary>
    private static IEnumerable<DefinitionSpec> ReadingOrder(EndpointSpec endpoint) => endpoint.Definitions.OrderBy(definition =>
        endpoint.Input is NamedType input && input.Name == definition.Name ? 0 : endpoint.Output is NamedType output && output.Name == definition.Name ? 1 : 2);
}
