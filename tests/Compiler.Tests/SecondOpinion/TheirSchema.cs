using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Compiler.Tests.SecondOpinion;

/// <summary>Writes a schema of Microsoft.OpenApi as a <see cref="Reading"/>.</summary>
internal static class TheirSchema
{
    private static readonly (JsonSchemaType Type, string Kind)[] s_kinds =
    [
        (JsonSchemaType.String, Kinds.String), (JsonSchemaType.Integer, Kinds.Integer), (JsonSchemaType.Number, Kinds.Number),
        (JsonSchemaType.Boolean, Kinds.Boolean), (JsonSchemaType.Array, Kinds.Array), (JsonSchemaType.Object, Kinds.Object),
    ];

    public static Reading Read(IOpenApiSchema? schema)
    {
        if (schema is null)
            return Reading.Of(false, [new Leaf(Kinds.Anything) { Beside = "absent" }]);
        bool passedOver = Parts(schema).Any(static part => part.UnrecognizedKeywords?.TryGetValue("nullable", out JsonNode? nullable) == true && nullable.ToJsonString() == "true");
        return Reading.Of(Null(schema) == true, Leaves(schema)) with { HasForeignNullable = passedOver };
    }

    private static IEnumerable<Leaf> Leaves(IOpenApiSchema schema)
    {
        List<IOpenApiSchema> parts = [.. Parts(schema)];
        if (parts.Any(IsDangling))
            return [new Leaf(Kinds.Anything) { Beside = "dangling" }];

        List<IOpenApiSchema> branches = [.. parts.SelectMany(Branches)];
        bool isRecord = parts.Any(static part => part.Properties is { Count: > 0 });
        if (branches.Count > 0 && !isRecord)
            return branches.SelectMany(Leaves);

        HashSet<string>? values = Values(parts);
        string[] kinds = KindsOf(parts, values);
        return kinds.Select(kind => new Leaf(kind)
        {
            Identity = (schema as OpenApiSchemaReference)?.Target ?? schema,
            Rules = TheirRules.Read(parts),
            Values = values,
            Item = kind switch
            {
                Kinds.Array => () => parts.Find(static part => part.Items is not null) is { } holder ? Read(holder.Items) : Reading.Of(false, [new Leaf(Kinds.Anything)]),
                Kinds.Map => () => Read(parts.Find(static part => IsMap(part))!.AdditionalProperties),
                _ => null,
            },
            Members = kind == Kinds.Record ? Members(parts) : null,
            Beside = Beside(parts, kind, branches.Count > 0),
        });
    }

    private static string[] KindsOf(List<IOpenApiSchema> parts, HashSet<string>? values)
    {
        JsonSchemaType? types = null;
        foreach (IOpenApiSchema part in parts)
            if (part.Type is { } type && (type & ~JsonSchemaType.Null) is not 0 and var allowed)
                types = types is null ? allowed : types & allowed;

        if (types is { } known)
            return [.. s_kinds.Where(kind => known.HasFlag(kind.Type)).Select(kind => kind.Kind == Kinds.Object ? ObjectKind(parts) : kind.Kind)];
        if (parts.Any(static part => part.Properties is { Count: > 0 } || IsMap(part)))
            return [ObjectKind(parts)];
        if (parts.Any(static part => part.Items is not null))
            return [Kinds.Array];
        return values is { Count: > 0 } && values.All(static value => value[0] == '"') ? [Kinds.String] : [Kinds.Anything];
    }

    private static string ObjectKind(List<IOpenApiSchema> parts) =>
        parts.Any(static part => part.Properties is { Count: > 0 }) ? Kinds.Record : parts.Any(IsMap) ? Kinds.Map : Kinds.Object;

    // An empty schema for the others says as much as `true`.
    private static bool IsMap(IOpenApiSchema part) =>
        part.AdditionalProperties is { } others && (others is OpenApiSchemaReference || others.Type is not null || others.AnyOf is { Count: > 0 } || others.OneOf is { Count: > 0 } || others.AllOf is { Count: > 0 } || others.Enum is { Count: > 0 });

    private static Dictionary<string, MemberReading> Members(List<IOpenApiSchema> parts)
    {
        var members = new Dictionary<string, MemberReading>();
        HashSet<string> required = [.. parts.SelectMany(static part => part.Required ?? new HashSet<string>())];
        foreach (IOpenApiSchema part in parts)
            foreach ((string name, IOpenApiSchema schema) in part.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                JsonNode? standard = Parts(schema).Select(static place => place.Default).FirstOrDefault(static node => node is not null);
                members[name] = new MemberReading(required.Contains(name), standard is null ? null : Value(standard), () => Read(schema));
            }
        foreach (string name in required)
            members.TryAdd(name, new MemberReading(true, null, static () => Reading.Of(false, [new Leaf(Kinds.Anything)])));
        return members;
    }

    private static HashSet<string>? Values(List<IOpenApiSchema> parts)
    {
        HashSet<string>? values = null;
        foreach (IOpenApiSchema part in parts)
        {
            if (part.Const is { } constant)
                values = [Canonical.Text(constant)];
            if (part.Enum is not { Count: > 0 } listed)
                continue;
            IEnumerable<string> allowed = listed.Select(Value).Where(static value => value != "null");
            values = values is null ? [.. allowed] : [.. values.Intersect(allowed)];
        }
        return values;
    }

    private static string Value(JsonNode? node) => node is null || node.IsJsonNullSentinel() ? "null" : Canonical.Json(node);

    private static string Beside(List<IOpenApiSchema> parts, string kind, bool hasBranches)
    {
        var found = new List<string>();
        if (hasBranches)
            found.Add("branches");
        if (kind == Kinds.Record && parts.Any(IsMap))
            found.Add("additionalProperties");
        if (kind == Kinds.Array && parts.Find(static part => part.UnrecognizedKeywords?.ContainsKey("prefixItems") == true) is { } tuple)
            found.Add("prefixItems:" + ((JsonArray)tuple.UnrecognizedKeywords!["prefixItems"]).Count.ToString(CultureInfo.InvariantCulture));
        if (kind == Kinds.Array && parts.Find(static part => part.Items?.UnrecognizedKeywords?.ContainsKey("0") == true) is { } numbered)
            found.Add("prefixItems:" + numbered.Items!.UnrecognizedKeywords!.Count.ToString(CultureInfo.InvariantCulture));
        return string.Join(" ", found);
    }

    /// <summary>The schema objects that speak about the same value: itself, <c>allOf</c>, and an alternative that stands alone beside null.</summary>
    private static IEnumerable<IOpenApiSchema> Parts(IOpenApiSchema schema)
    {
        yield return schema;
        if (IsDangling(schema))
            yield break;
        foreach (IOpenApiSchema part in schema.AllOf ?? [])
            foreach (IOpenApiSchema inner in Parts(part))
                yield return inner;
        foreach (IList<IOpenApiSchema>? list in new[] { schema.AnyOf, schema.OneOf })
            if (list?.Where(static branch => !IsNull(branch)).ToArray() is [var alone])
                foreach (IOpenApiSchema inner in Parts(alone))
                    yield return inner;
    }

    private static IEnumerable<IOpenApiSchema> Branches(IOpenApiSchema schema) =>
        new[] { schema.AnyOf, schema.OneOf }.Select(static list => (list ?? []).Where(static branch => !IsNull(branch)).ToArray()).Where(static list => list.Length > 1).SelectMany(static list => list);

    private static bool IsDangling(IOpenApiSchema schema) => schema is OpenApiSchemaReference { Target: null };

    private static bool IsNull(IOpenApiSchema schema) => !IsDangling(schema) && schema.Type == JsonSchemaType.Null;

    /// <summary>Whether null is a value; null where nothing is said.</summary>
    private static bool? Null(IOpenApiSchema schema)
    {
        if (IsDangling(schema))
            return null;
        var opinions = new List<bool?>();
        if (schema.Type is { } type)
            opinions.Add(type.HasFlag(JsonSchemaType.Null));
        if (schema.Enum is { Count: > 0 } values && schema.Type?.HasFlag(JsonSchemaType.Null) != true)
            opinions.Add(values.Any(static value => Value(value) == "null"));
        if (schema.Const is not null)
            opinions.Add(false);
        opinions.AddRange((schema.AllOf ?? []).Select(Null));
        foreach (IList<IOpenApiSchema>? list in new[] { schema.AnyOf, schema.OneOf })
            if (list is { Count: > 0 })
                opinions.Add(list.Any(static branch => Null(branch) == true));
        opinions.RemoveAll(static opinion => opinion is null);
        return opinions.Count == 0 ? null : opinions.TrueForAll(static opinion => opinion == true);
    }
}
