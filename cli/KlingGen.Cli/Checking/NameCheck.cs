using System.Text.RegularExpressions;
using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.Compiler.Naming;
using KlingGen.Compiler.OpenApi;

namespace KlingGen.Cli.Checking;

/// <summary>Reports names with a number behind them: they move when the name beside them comes or goes.</summary>
internal static partial class NameCheck
{
    public static IEnumerable<CheckFinding> Run(string path, EndpointSpec endpoint, SchemaPlaces places)
    {
        foreach (CheckFinding finding in Scope(path, places, null, [.. endpoint.Definitions.Select(definition => (definition.Name, (string?)null, Identifier.Type(JsonPointer.Last(places.Pointer(definition.Name) ?? ""))))]))
            yield return finding;
        foreach (DefinitionSpec definition in endpoint.Definitions)
        {
            (string, string?, string)[] names = definition switch
            {
                RecordSpec record => [.. record.Members.Select(static member => (member.Name, (string?)member.WireName, Identifier.Property(member.WireName)))],
                EnumSpec values => [.. values.Values.Select(value => (value.Name, (string?)value.Wire.Text, Identifier.EnumMember(value.Wire.Text, values.Name)))],
                _ => [],
            };
            foreach (CheckFinding finding in Scope(path, places, definition, names))
                yield return finding;
        }
    }

    private static IEnumerable<CheckFinding> Scope(string path, SchemaPlaces places, DefinitionSpec? owner, (string Name, string? Wire, string Alone)[] names)
    {
        var taken = names.Select(static name => name.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string? wire, string alone) in names)
        {
            Match match = Suffix().Match(name);
            if (name == alone || !match.Success || !taken.Contains(match.Groups[1].Value))
                continue;
            string? pointer = owner is null ? places.Pointer(name) : places.Pointer(owner.Name, owner is EnumSpec ? null : wire);
            string what = wire is null ? name : $"'{Schemas.EndpointIds.Shown(wire)}' is {owner!.Name}.{name}";
            yield return new CheckFinding(CheckRules.NameWithSuffix, ChangeSeverity.Info, path, $"{what}, because {match.Groups[1].Value} is taken: its name changes when the other one goes.")
            {
                Place = pointer is null ? null : places.Find(pointer),
                Pointer = pointer,
            };
        }
    }

    [GeneratedRegex("^(.+)_[0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Suffix();
}
