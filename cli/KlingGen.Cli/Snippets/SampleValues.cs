using System.Text;
using KlingGen.Compiler;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Emit;
using KlingGen.Compiler.Naming;

namespace KlingGen.Cli.Snippets;

/// <summary>C# expressions for values that a schema accepts: its own default or example where it has one.</summary>
internal sealed class SampleValues(EndpointSpec endpoint)
{
    private const int DeepestLevel = 8;
    private const int LongestText = 80;

    private readonly CSharpTypes _types = new(new SourceBuilder(endpoint));

    /// <param name="type">The type; where it must be named, it is.</param>
    /// <param name="level">How deep within the call the expression stands.</param>
    public string Of(TypeSpec type, int level) => type is ScalarType { Kind: ScalarKind.Json } && level == 0 ? "FalJson.Parse(\"{}\")" : Value(new ValueSpec(type, false, RuleSpec.None), null, level);

    private string Value(ValueSpec value, MemberSpec? member, int level)
    {
        if (value.Rules.Const is not null && value.Type is ScalarType)
            return MemberCode.Constant(value);
        return value.Type switch
        {
            _ when level > DeepestLevel => "null!",
            ScalarType scalar => Scalar(scalar.Kind, value.Rules, member),
            NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named => EnumMember(named, member),
            NamedType { Kind: NamedKind.Union } named => Union(named, level),
            NamedType named => Record(named, level),
            ListType list => $"[{string.Join(", ", Enumerable.Repeat(Value(list.Item, null, level + 1), Math.Clamp(value.Rules.MinItems ?? 1, 1, 8)))}]",
            MapType map => $"new Dictionary<string, {_types.Name(map.Value)}> {{ [\"key\"] = {Value(map.Value, null, level + 1)} }}",
            _ => "default!",
        };
    }

    private static string Scalar(ScalarKind kind, RuleSpec rules, MemberSpec? member) => kind switch
    {
        ScalarKind.String => CSharpText.Literal(Text(rules, member)),
        ScalarKind.Media => "\"https://example.com/file\"",
        ScalarKind.Boolean => member?.Default?.Text is "true" ? "true" : "false",
        ScalarKind.Json => "\"a value\"",
        ScalarKind.Double => Numbers.Double(Number(rules, member)),
        _ => Whole(rules, member),
    };

    private static string Whole(RuleSpec rules, MemberSpec? member) => long.TryParse(Number(rules, member), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long whole) && whole is >= int.MinValue and <= int.MaxValue
        ? whole.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "1";

    private static string Number(RuleSpec rules, MemberSpec? member) =>
        member?.Default is { Kind: LiteralKind.Integer or LiteralKind.Number } standard ? standard.Text
        : member?.Examples.FirstOrDefault(static example => decimal.TryParse(example, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _)) is { } example ? example
        : rules.Minimum ?? "1";

    // Examples in the model are shortened for documentation: one that is no longer JSON is none.
    private static string Text(RuleSpec rules, MemberSpec? member)
    {
        if (member?.Default is { Kind: LiteralKind.String, Text.Length: > 0 and <= LongestText } standard)
            return standard.Text;
        foreach (string example in member?.Examples ?? default)
        {
            if (example.Length is > 2 and <= LongestText && example[0] == '"' && example[^1] == '"' && !example.Contains('…', StringComparison.Ordinal))
                return example[1..^1];
        }
        string text = member is null ? "a text" : $"the {member.WireName.Replace('_', ' ')}";
        return text.Length >= (rules.MinLength ?? 0) ? text : text.PadRight(Math.Min(rules.MinLength ?? 0, 1000), '.');
    }

    private string EnumMember(NamedType named, MemberSpec? member)
    {
        var spec = (EnumSpec)Find(named);
        EnumValueSpec value = spec.Values.FirstOrDefault(candidate => candidate.Wire == member?.Default) ?? spec.Values[0];
        return $"{Name(named)}.{Identifier.Escape(value.Name)}";
    }

    private string Union(NamedType named, int level)
    {
        UnionCaseSpec item = ((UnionSpec)Find(named)).Cases[0];
        return $"{Name(named)}.From{item.Name}({Value(item.Value, null, level + 1)})";
    }

    private string Record(NamedType named, int level)
    {
        DefinitionSpec definition = Find(named);
        IReadOnlyList<MemberSpec> members = definition switch
        {
            RecordSpec record => record.Members,
            TupleSpec tuple => tuple.Items,
            _ => [],
        };
        MemberSpec[] required = [.. members.Where(member => MemberCode.IsRequired(member, definition))];
        if (required.Length == 0)
            return "new()";
        string indent = new(' ', level * 4);
        var text = new StringBuilder("new()\n").Append(indent).Append("{\n");
        foreach (MemberSpec member in required)
        {
            string value = member.Presence == MemberPresence.RequiredNullable || member.Value.IsNullable ? "null" : Value(member.Value, member, level + 1);
            text.Append(indent).Append("    ").Append(Identifier.Escape(member.Name)).Append(" = ").Append(value).Append(",\n");
        }
        return text.Append(indent).Append('}').ToString();
    }

    public static string Name(NamedType named) => Identifier.Escape(named.Name);

    private DefinitionSpec Find(NamedType named) => endpoint.Definitions.First(definition => definition.Name == named.Name);
}
