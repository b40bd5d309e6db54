using System.Globalization;
using System.Text;
using KlingGen.Compiler;

namespace CorpusTests.Emitted;

/// <summary>
/// The same types once more as a person would write them for System.Text.Json: settable properties, attributes, reflection. Unions, tuples
/// and enums of numbers stay JSON there.
/// </summary>
internal static class PlainTypes
{
    public const string Suffix = "Plain";

    public static string Emit(EndpointSpec endpoint)
    {
        var text = new StringBuilder();
        text.AppendLine("using System.Collections.Generic; using System.Text.Json; using System.Text.Json.Serialization;");
        text.AppendLine(CultureInfo.InvariantCulture, $"namespace {endpoint.Namespace}.{Suffix};");
        foreach (RecordSpec record in endpoint.Definitions.OfType<RecordSpec>())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"public sealed class @{record.Name} {{");
            foreach (MemberSpec member in record.Members)
                text.AppendLine(CultureInfo.InvariantCulture, $"[JsonPropertyName({Literal(member.WireName)})] public {Type(endpoint, member.Value)} @{member.Name} {{ get; set; }}");
            text.AppendLine("[JsonExtensionData] public Dictionary<string, JsonElement>? __Rest { get; set; } }");
        }
        return text.ToString();
    }

    public static bool IsJson(EndpointSpec endpoint, TypeSpec type) => type switch
    {
        ScalarType scalar => scalar.Kind == ScalarKind.Json,
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named => Values(endpoint, named).Any(static value => value.Wire.Kind != LiteralKind.String),
        NamedType named => named.Kind != NamedKind.Record,
        _ => false,
    };

    public static IEnumerable<EnumValueSpec> Values(EndpointSpec endpoint, NamedType type) => endpoint.Definitions.OfType<EnumSpec>().Single(definition => definition.Name == type.Name).Values;

    private static string Type(EndpointSpec endpoint, ValueSpec value) => value.Type switch
    {
        _ when IsJson(endpoint, value.Type) => "JsonElement?",
        ScalarType { Kind: ScalarKind.Int32 } => "int?",
        ScalarType { Kind: ScalarKind.Int64 } => "long?",
        ScalarType { Kind: ScalarKind.Double } => "double?",
        ScalarType { Kind: ScalarKind.Boolean } => "bool?",
        ListType list => $"List<{Type(endpoint, list.Item)}>?",
        MapType map => $"Dictionary<string, {Type(endpoint, map.Value)}>?",
        NamedType { Kind: NamedKind.Record } named => $"@{named.Name}?",
        _ => "string?",
    };

    private static string Literal(string text) => "\"" + string.Concat(text.Select(static c => $"\\u{(int)c:x4}")) + "\"";
}
