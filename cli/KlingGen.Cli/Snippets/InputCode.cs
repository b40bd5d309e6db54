using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Emit;
using KlingGen.Compiler.Naming;

namespace KlingGen.Cli.Snippets;

/// <summary>An input as the C# expression that makes it.</summary>
internal sealed class InputCode(InputModel model)
{
    private readonly CSharpTypes _types = new(new SourceBuilder(model.Endpoint));

    /// <summary>The program that makes the call.</summary>
    /// <param name="root">The input; its types fit.</param>
    /// <param name="emulator">The emulator it calls; null for the service.</param>
    /// <exception cref="CliException">The input has something that the generated types have no place for.</exception>
    public string Program(JsonNode root, Uri? emulator) => FirstCall.Write(model.Endpoint, emulator, Expression(root));

    /// <summary>The input alone.</summary>
    /// <param name="root">The input; its types fit.</param>
    public string Expression(JsonNode root) => Value(root, model.Root, 0);

    private string Value(JsonNode? node, ValueSpec spec, int level)
    {
        if (node is null)
            return spec.Type is ScalarType { Kind: ScalarKind.Json } ? "FalJson.Null" : "null";
        return spec.Type switch
        {
            ScalarType { Kind: ScalarKind.Json } => $"FalJson.Parse({CSharpText.Literal(node.ToJsonString())})",
            ScalarType { Kind: ScalarKind.Media } when Text(node) is ['@', .. var path] => $"FalMedia.FromFile({CSharpText.Literal(path)})",
            ScalarType { Kind: ScalarKind.String or ScalarKind.Media } => CSharpText.Literal(Text(node) ?? throw NoPlace(node)),
            ScalarType { Kind: ScalarKind.Boolean } => node.ToJsonString(),
            ScalarType { Kind: ScalarKind.Double } => Numbers.Double(node.ToJsonString()),
            ScalarType => ShapeCheck.Whole(node) is { } whole ? MemberCode.Constant(spec with { Rules = new RuleSpec { Const = new LiteralSpec(LiteralKind.Integer, whole.ToString(System.Globalization.CultureInfo.InvariantCulture)) } }) : throw NoPlace(node),
            ListType list when node is JsonArray items => $"[{string.Join(", ", items.Select(item => Value(item, list.Item, level + 1)))}]",
            MapType map when node is JsonObject entries => $"new Dictionary<string, {_types.Name(map.Value)}> {{ {string.Join(", ", entries.Select(entry => $"[{CSharpText.Literal(entry.Key)}] = {Value(entry.Value, map.Value, level + 1)}"))} }}",
            NamedType named => Named(node, named, level),
            _ => throw NoPlace(node),
        };
    }

    private string Named(JsonNode node, NamedType named, int level) => model.Find(named) switch
    {
        EnumSpec values when values.Values.FirstOrDefault(value => JsonNode.DeepEquals(ValueText.Literal(value.Wire), node)) is { } known => $"{SampleValues.Name(named)}.{Identifier.Escape(known.Name)}",
        EnumSpec when named.Kind == NamedKind.OpenEnum && Text(node) is { } word => CSharpText.Literal(word),
        UnionSpec union when new ShapeCheck(model).CaseOf(union, node) is { } item => $"{SampleValues.Name(named)}.From{item.Name}({Value(node, item.Value, level + 1)})",
        RecordSpec record when node is JsonObject members => Members(record.Members, members.Select(static member => (Key: member.Key, member.Value)), level),
        TupleSpec tuple when node is JsonArray items => Members(tuple.Items, items.Select((item, i) => (Key: i < tuple.Items.Count ? tuple.Items[i].WireName : "", Value: item)), level),
        _ => throw NoPlace(node),
    };

    private string Members(IEnumerable<MemberSpec> members, IEnumerable<(string Key, JsonNode? Value)> given, int level)
    {
        string indent = new(' ', level * 4);
        var text = new StringBuilder("new()\n").Append(indent).Append("{\n");
        bool isEmpty = true;
        foreach ((string key, JsonNode? value) in given)
        {
            MemberSpec member = members.FirstOrDefault(candidate => candidate.WireName == key) ?? throw CliException.Usage($"The input has '{EndpointIds.Shown(key)}', for which the generated types have no place. Omit it for --csharp.");
            if (member.Presence == MemberPresence.Fixed && member.Value.Rules.Const is not null)
                continue;
            isEmpty = false;
            text.Append(indent).Append("    ");
            if (value is null && member.NullName is { } sendsNull)
                text.Append(Identifier.Escape(sendsNull)).Append(" = true,\n");
            else
                text.Append(Identifier.Escape(member.Name)).Append(" = ").Append(Value(value, member.Value, level + 1)).Append(",\n");
        }
        return isEmpty ? "new()" : text.Append(indent).Append('}').ToString();
    }

    private static string? Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static CliException NoPlace(JsonNode node) =>
        CliException.Usage($"The value {EndpointIds.Shown(node.ToJsonString())} has no place in the generated types. Correct it, or omit it for --csharp.");
}
