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
        var files = new List<SourceFile> { ClientEmitter.Emit(endpoint) };
        foreach (DefinitionSpec definition in endpoint.Definitions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (definition)
            {
                case EnumSpec spec:
                    files.Add(EnumEmitter.Emit(endpoint, spec));
                    break;
                case RecordSpec spec:
                    files.Add(RecordEmitter.Emit(endpoint, spec, definitions));
                    files.Add(JsonEmitter.Emit(endpoint, spec));
                    if (spec.InInput)
                        files.Add(ValidationEmitter.Emit(endpoint, spec));
                    break;
                case TupleSpec spec:
                    files.Add(RecordEmitter.Emit(endpoint, spec, definitions));
                    files.Add(JsonEmitter.Emit(endpoint, spec));
                    if (spec.InInput)
                        files.Add(ValidationEmitter.Emit(endpoint, spec));
                    break;
                case UnionSpec spec:
                    files.Add(UnionEmitter.Emit(endpoint, spec));
                    files.Add(JsonEmitter.Emit(endpoint, spec));
                    if (spec.InInput)
                        files.Add(ValidationEmitter.Emit(endpoint, spec));
                    break;
            }
        }
        return files.OrderBy(static file => file.HintName, StringComparer.Ordinal).ToEquatableArray();
    }
}
