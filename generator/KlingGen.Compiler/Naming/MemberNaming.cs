namespace KlingGen.Compiler.Naming;

/// <summary>Names within one type.</summary>
internal static class MemberNaming
{
    public static IEnumerable<MemberSpec> Properties(EquatableArray<MemberSpec> members, string type)
    {
        Dictionary<string, string> names = NameScope.Assign(members.Select(static member => member.WireName), Identifier.Property, name => name == type || ReservedNames.IsProperty(name), "Value", StringComparer.Ordinal);

        // Beside a member whose null is not its absence stands a property that says so; it gives way to the members.
        var used = new HashSet<string>(names.Values, StringComparer.Ordinal);
        IEnumerable<string> distinct = members.Where(static member => member.Presence == MemberPresence.OptionalNullable).Select(static member => member.WireName);
        Dictionary<string, string> nulls = NameScope.Assign(distinct, wire => names[wire] + "IsJsonNull", name => name == type || used.Contains(name), "Value", StringComparer.Ordinal);
        return members.Select(member => member with { Name = names[member.WireName], NullName = nulls.TryGetValue(member.WireName, out string? name) ? name : null });
    }

    public static IEnumerable<MemberSpec> Positions(EquatableArray<MemberSpec> items, string type) =>
        items.Select(item => item with { Name = item.WireName == type ? item.WireName + "Value" : item.WireName });

    public static IEnumerable<EnumValueSpec> EnumValues(EquatableArray<EnumValueSpec> values, string type)
    {
        // Two kinds of literal can have one text: 1 and "1".
        Dictionary<string, string> names = NameScope.Assign(values.Select(static value => Key(value)), key => Identifier.EnumMember(key.Substring(1), type), static name => ReservedNames.IsMember(name), "Value", StringComparer.Ordinal);
        return values.Select(value => value with { Name = names[Key(value)] });
    }

    public static IEnumerable<UnionCaseSpec> Cases(IEnumerable<UnionCaseSpec> cases, string type)
    {
        List<UnionCaseSpec> list = [.. cases];
        string[] keys = [.. list.Select(static (_, index) => index.ToString("d4", System.Globalization.CultureInfo.InvariantCulture))];
        Dictionary<string, string> names = NameScope.Assign(keys, key => CaseName(list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)].Value.Type), name => name == type || "From" + name == type || "TryGet" + name == type || name == "Other" || ReservedNames.IsMember(name), "Value", StringComparer.Ordinal);
        return list.Select((item, index) => item with { Name = names[keys[index]] });
    }

    private static string CaseName(TypeSpec type) => type switch
    {
        NamedType named => named.Name,
        ListType list => CaseName(list.Item.Type) + "List",
        MapType map => CaseName(map.Value.Type) + "Map",
        ScalarType { Kind: ScalarKind.String } => "Text",
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } => "Integer",
        ScalarType { Kind: ScalarKind.Double } => "Number",
        ScalarType scalar => scalar.Kind.ToString(),
        _ => "Value",
    };

    private static string Key(EnumValueSpec value) => (value.Wire.Kind == LiteralKind.String ? "s" : "n") + value.Wire.Text;
}
