using System.Text.Json;
using KlingGen.Cli.Output;
using KlingGen.Compiler;
using KlingGen.Compiler.Emit;
using Spectre.Console;

namespace KlingGen.Cli.Inspecting;

/// <summary>An endpoint's inputs and outputs as tables.</summary>
internal sealed class InspectReport(InspectedEndpoint inspected) : IReport
{
    private readonly EndpointSpec _model = inspected.Model;

    public void WriteTo(IAnsiConsole console)
    {
        console.WriteParts(Part.Bold(_model.EndpointId), $" ({Shown.Clean(inspected.Source)})");
        if (_model.Doc.SummaryText is { Length: > 0 } summary)
            console.WriteLine(Shown.Clean(summary));
        console.WriteLine(_model.Price is { } price ? $"A unit costs {Shown.Price(price)}."
            : inspected.Price is { } other ? $"The price is not known: {Shown.OtherPrice(other)} is not compiled in. 'klinggen refresh' asks the service."
            : "The price is not known here.");
        foreach (Problem warning in inspected.Warnings)
            console.WriteParts(Part.Yellow(warning.Id), $" {Shown.Clean(warning.Message)}");

        foreach (DefinitionSpec definition in Ordered())
        {
            console.WriteLine();
            console.WriteParts(Part.Bold(definition.Name), $" {Role(definition)}");
            console.Write(Table(definition));
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, _model.EndpointId);
        json.WriteString("source"u8, inspected.Source);
        json.WriteString("description"u8, _model.Doc.SummaryText);
        JsonParts.Price(json, inspected.Price);
        json.WriteString("namespace"u8, _model.Namespace);
        json.WriteString("client"u8, _model.ClientName + "Client");
        var types = new CSharpTypes(new SourceBuilder(_model));
        json.WriteString("input"u8, types.Name(_model.Input));
        json.WriteString("output"u8, types.Name(_model.Output));
        json.WriteStartArray("types"u8);
        foreach (DefinitionSpec definition in _model.Definitions)
            Write(json, definition, types);
        json.WriteEndArray();
        JsonParts.Problems(json, "warnings"u8, inspected.Warnings);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, DefinitionSpec definition, CSharpTypes types)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, definition.Name);
        json.WriteString("kind"u8, definition switch { EnumSpec => "enum", UnionSpec => "union", TupleSpec => "tuple", _ => "record" });
        json.WriteBoolean("inInput"u8, definition.InInput);
        json.WriteBoolean("inOutput"u8, definition.InOutput);
        if (definition is EnumSpec values)
        {
            json.WriteStartArray("values"u8);
            foreach (EnumValueSpec value in values.Values)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, value.Name);
                json.WriteString("value"u8, value.Wire.Text);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        else if (definition is UnionSpec union)
        {
            json.WriteStartArray("cases"u8);
            foreach (UnionCaseSpec item in union.Cases)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, item.Name);
                json.WriteString("type"u8, types.Name(item.Value));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        else
        {
            json.WriteStartArray("members"u8);
            foreach (MemberView member in MemberView.Of(definition, _model))
            {
                json.WriteStartObject();
                json.WriteString("name"u8, member.Wire);
                json.WriteString("property"u8, member.Name);
                json.WriteString("nullProperty"u8, member.NullName);
                json.WriteString("type"u8, member.Type);
                json.WriteBoolean("required"u8, member.IsRequired);
                json.WriteString("default"u8, member.Default);
                json.WriteString("rules"u8, member.Rules);
                json.WriteString("description"u8, member.Description);
                json.WriteBoolean("deprecated"u8, member.IsDeprecated);
                json.WriteString("priceReason"u8, member.Price);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    // The request first, then what it is made of, then the result.
    private IEnumerable<DefinitionSpec> Ordered() => _model.Definitions
        .Where(static definition => definition is not EnumSpec)
        .OrderBy(definition => Is(_model.Input, definition) ? 0 : definition.InInput ? 1 : Is(_model.Output, definition) ? 2 : 3)
        .ThenBy(static definition => definition.Name, StringComparer.Ordinal);

    private string Role(DefinitionSpec definition) =>
        Is(_model.Input, definition) ? "the input" : Is(_model.Output, definition) ? "the result" : definition is { InInput: true, InOutput: true } ? "in input and result" : definition.InInput ? "in the input" : "in the result";

    private static bool Is(TypeSpec type, DefinitionSpec definition) => type is NamedType named && named.Name == definition.Name;

    private Table Table(DefinitionSpec definition)
    {
        var table = new Table { Border = TableBorder.Rounded };
        if (definition is UnionSpec union)
        {
            table.WithColumns("Case", "Type", "Rules");
            var types = new CSharpTypes(new SourceBuilder(_model));
            foreach (UnionCaseSpec item in union.Cases)
                table.AddRow(new Text(item.Name), new Text(types.Name(item.Value)), Cell(RuleText.Describe(item.Value).Text));
            return table;
        }
        table.WithColumns("Member", "Type", "Required", "Default", "Rules");
        foreach (MemberView member in MemberView.Of(definition, _model))
        {
            table.AddRow(
                Cell(member.IsDeprecated ? member.Wire + " (deprecated)" : member.Wire), new Text(member.Type), new Text(member.IsRequired ? "yes" : ""),
                Cell(member.Default ?? ""), Cell(member.Price is { } reason ? $"{member.Rules} Price: {reason}.".TrimStart() : member.Rules));
        }
        return table;
    }

    private static Text Cell(string text) => new(Shown.Clean(text));
}
