namespace KlingGen.Compiler;

/// <summary>The members of a request and a result, as roles look at them.</summary>
internal sealed class RoleMembers
{
    private readonly Dictionary<string, DefinitionSpec> _definitions;

    public RoleMembers(EndpointSpec endpoint)
    {
        _definitions = endpoint.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
        Input = Record(endpoint.Input);
        Output = Record(endpoint.Output);
    }

    /// <summary>The request, or null where it is no object.</summary>
    public RecordSpec? Input { get; }

    /// <summary>The result, or null where it is no object.</summary>
    public RecordSpec? Output { get; }

    public static bool IsText(MemberSpec member) => member.Value.Type is ScalarType { Kind: ScalarKind.String };

    public static bool IsMedia(MemberSpec member) => IsMedia(member.Value.Type);

    /// <summary>Whether a member of a result is a file, a list of files, or what may be one.</summary>
    public bool IsFile(MemberSpec member) => IsFile(member.Value.Type);

    /// <summary>Whether a file stands beside the result proper: it may be missing, and nothing was asked for it.</summary>
    public static bool IsSideFile(MemberSpec member) => member.Presence != MemberPresence.Required && member.WireName.Split('_') is var words && (words.Contains("debug") || words.Contains("mask"));

    public DefinitionSpec? Find(TypeSpec type) => type is NamedType named && _definitions.TryGetValue(named.Name, out DefinitionSpec? found) ? found : null;

    /// <summary>The object behind a value; of a union, the first case that is one.</summary>
    public RecordSpec? Record(TypeSpec type) => Find(type) switch
    {
        RecordSpec record => record,
        UnionSpec union => union.Cases.Select(item => Find(item.Value.Type)).OfType<RecordSpec>().FirstOrDefault(),
        _ => null,
    };

    /// <summary>The pointer of a scalar member with one of some names, in the request or one object of it; null for none.</summary>
    public string? Find(RecordSpec input, params string[] names) => Scalars(input).Where(found => names.Contains(found.Member.WireName)).Select(static found => found.Pointer).FirstOrDefault();

    /// <summary>Scalars of an object, then those of the objects in it.</summary>
    public IEnumerable<(string Pointer, MemberSpec Member)> Scalars(RecordSpec input)
    {
        MemberSpec[] current = [.. input.Members.Where(static member => member.Obsolete is null)];
        return current.Where(IsScalar).Select(static member => (member.WireName, member))
            .Concat(current.Where(member => Find(member.Value.Type) is RecordSpec).SelectMany(member => ((RecordSpec)Find(member.Value.Type)!).Members
                .Where(inner => inner.Obsolete is null && IsScalar(inner)).Select(inner => ($"{member.WireName}/{inner.WireName}", inner))));
    }

    /// <summary>The texts that an enum, or the enums of a union, take.</summary>
    public string[] Values(TypeSpec type) => Find(type) switch
    {
        EnumSpec values => [.. values.Values.Where(static value => value.Wire.Kind == LiteralKind.String).Select(static value => value.Wire.Text)],
        UnionSpec union => [.. union.Cases.SelectMany(item => Values(item.Value.Type))],
        _ => [],
    };

    private bool IsScalar(MemberSpec member) => member.Value.Type is ScalarType || Find(member.Value.Type) is EnumSpec;

    private static bool IsMedia(TypeSpec type) => type is ScalarType { Kind: ScalarKind.Media } || (type is ListType list && IsMedia(list.Item.Type));

    private bool IsFile(TypeSpec type) => type switch
    {
        ListType list => IsFile(list.Item.Type),
        _ => Find(type) switch
        {
            RecordSpec record => record.IsFile,
            UnionSpec union => union.IsFile || union.Cases.Any(item => IsFile(item.Value.Type)),
            _ => false,
        },
    };
}
