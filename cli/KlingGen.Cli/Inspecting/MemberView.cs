using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.Compiler.Emit;

namespace KlingGen.Cli.Inspecting;

/// <summary>A member as a line of a table.</summary>
/// <param name="Wire">The name in JSON.</param>
/// <param name="Name">The name in C#.</param>
/// <param name="NullName">The C# property that sends JSON null, where that differs from leaving the member out; otherwise null.</param>
/// <param name="Type">The C# type of the property.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Default">What the service uses if a request omits it, as JSON; null for nothing.</param>
/// <param name="Rules">Ranges, lengths, allowed values and media limits in words.</param>
/// <param name="Description">What it means.</param>
/// <param name="IsDeprecated">Whether the service advises against it.</param>
/// <param name="Price">Why the price goes by it, as a clause; null where nothing says so.</param>
internal sealed record MemberView(string Wire, string Name, string? NullName, string Type, bool IsRequired, string? Default, string Rules, string Description, bool IsDeprecated, string? Price)
{
    public static IEnumerable<MemberView> Of(DefinitionSpec definition, EndpointSpec model)
    {
        IReadOnlyList<MemberSpec> members = definition switch
        {
            RecordSpec record => record.Members,
            TupleSpec tuple => tuple.Items,
            _ => [],
        };
        var types = new CSharpTypes(new SourceBuilder(model));
        return members.Select(member => new MemberView(
            member.WireName,
            member.Name,
            member.NullName,
            MemberCode.PropertyType(types, member),
            MemberCode.IsRequired(member, definition) || member.Presence == MemberPresence.Fixed,
            definition.InInput ? Json(member.Default) : null,
            string.Join(" ", new[] { Allowed(member.Value, model), RuleText.Describe(member, definition).Text, member.NullName is { } sendsNull ? $"{sendsNull} sends null." : "" }.Where(static text => text.Length > 0)),
            member.Doc.SummaryText,
            member.Obsolete is not null,
            definition.InInput ? CostDrivers.Reason(member, name => model.Definitions.FirstOrDefault(other => other.Name == name)) : null));
    }

    private static string? Json(LiteralSpec? literal) => literal switch
    {
        null => null,
        { Kind: LiteralKind.String } => $"\"{literal.Text}\"",
        _ => literal.Text,
    };

    private static string Allowed(ValueSpec value, EndpointSpec model)
    {
        TypeSpec type = value.Type is ListType list ? list.Item.Type : value.Type;
        if (type is not NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named || model.Definitions.OfType<EnumSpec>().FirstOrDefault(spec => spec.Name == named.Name) is not { } spec)
            return "";
        const int max = 12;
        string values = string.Join(", ", spec.Values.Take(max).Select(static item => Json(item.Wire)));
        return spec.Values.Count > max ? $"{values} and {spec.Values.Count - max} more." : values + ".";
    }
}
