using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>The line of C# that makes each case of a union, for its documentation.</summary>
internal static class UnionExample
{
    private const int Deepest = 4;

    /// <summary>One line a case, in the order of the cases.</summary>
    public static IEnumerable<string> Lines(SourceBuilder file, UnionSpec spec)
    {
        Dictionary<string, DefinitionSpec> definitions = file.Endpoint.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        bool takesText = spec.Cases.Any(static item => item.Value.Type is ScalarType { Kind: ScalarKind.String or ScalarKind.Json } or NamedType { Kind: NamedKind.OpenEnum });
        foreach (UnionCaseSpec item in spec.Cases)
            yield return $"{Identifier.Escape(spec.Name)} value = {Expression(file, item.Value, definitions, takesText, 0)};";
    }

    private static string Expression(SourceBuilder file, ValueSpec value, Dictionary<string, DefinitionSpec> definitions, bool takesText, int depth) => value.Type switch
    {
        ScalarType { Kind: ScalarKind.String } => "\"…\"",
        ScalarType { Kind: ScalarKind.Int32 } => "1",
        ScalarType { Kind: ScalarKind.Int64 } => "1L",
        ScalarType { Kind: ScalarKind.Double } => "0.5",
        ScalarType { Kind: ScalarKind.Boolean } => "true",
        ScalarType { Kind: ScalarKind.Json } => "FalJson.Parse(\"{}\")",
        ScalarType => takesText ? "FalMedia.FromUrl(\"https://…\")" : "\"https://…\"",
        ListType list => $"new {file.Types.Name(list.Item)}[] {{ {Expression(file, list.Item, definitions, takesText: false, depth + 1)} }}",
        MapType map => $"new Dictionary<string, {file.Types.Name(map.Value)}> {{ [\"…\"] = {Expression(file, map.Value, definitions, takesText: false, depth + 1)} }}",
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named when definitions[named.Name] is EnumSpec { Values.Count: > 0 } values => $"{Identifier.Escape(named.Name)}.{Identifier.Escape(values.Values[0].Name)}",
        NamedType { Kind: NamedKind.Union } named when depth < Deepest && definitions[named.Name] is UnionSpec { Cases.Count: > 0 } inner => $"{Identifier.Escape(named.Name)}.From{inner.Cases[0].Name}({Expression(file, inner.Cases[0].Value, definitions, takesText: false, depth + 1)})",
        NamedType named => $"new {Identifier.Escape(named.Name)} {{ … }}",
        _ => "…",
    };
}
