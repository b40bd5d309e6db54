using System.Text.Json.Nodes;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Compiler;

namespace KlingGen.Cli.Serving;

/// <summary>The input of an endpoint as fields that a page can show, in the order of the schema.</summary>
internal sealed class FormWriter
{
    /// <summary>Records inside records beyond this are typed as JSON: a schema can refer to itself.</summary>
    private const int Deepest = 5;

    /// <summary>Records that are wide and inside each other make forms that nobody fills in and no browser shows; what comes later is typed as JSON.</summary>
    private const int MaxFields = 2000;

    private int _fields;

    public static JsonObject Write(InputModel model) => new()
    {
        ["id"] = model.Endpoint.EndpointId,
        ["about"] = Text(model.Endpoint.Doc),
        ["root"] = new FormWriter().Value(model, model.Root, 0),
    };

    private JsonObject Value(InputModel model, ValueSpec value, int depth)
    {
        JsonObject field = depth > Deepest || ++_fields > MaxFields ? Field("json") : value.Type switch
        {
            ScalarType scalar => Scalar(scalar.Kind),
            ListType list => Field("list", ("item", Value(model, list.Item, depth + 1))),
            MapType map => Field("map", ("item", Value(model, map.Value, depth + 1))),
            _ => model.Find(value.Type) switch
            {
                RecordSpec record => Field("record", ("members", new JsonArray([.. record.Members.Select(member => (JsonNode)Member(model, member, depth + 1))]))),
                EnumSpec values => Field("enum", ("values", new JsonArray([.. values.Values.Select(static one => ValueText.Literal(one.Wire))])), ("open", value.Type is NamedType { Kind: NamedKind.OpenEnum })),
                UnionSpec union => Field("union", ("cases", new JsonArray([.. union.Cases.Select(one => (JsonNode)Case(model, one, depth + 1))]))),
                TupleSpec tuple => Field("tuple", ("items", new JsonArray([.. tuple.Items.Select(item => (JsonNode)Member(model, item, depth + 1))]))),
                _ => Field("json"),
            },
        };
        AddRules(field, value.Rules);
        if (value.IsNullable)
            field["nullable"] = true;
        return field;
    }

    private JsonObject Member(InputModel model, MemberSpec member, int depth)
    {
        JsonObject field = Value(model, member.Value, depth);
        field["name"] = member.WireName;
        field["about"] = Text(member.Doc);
        field["required"] = member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable;
        if (member.Presence is MemberPresence.OptionalNullable or MemberPresence.RequiredNullable)
            field["nullable"] = true;
        if (member.Value.Rules.Const is { } constant)
            field["constant"] = ValueText.Literal(constant);
        if (member.Default is { } value)
            field["default"] = ValueText.Literal(value);
        if (member.Obsolete is { } obsolete)
            field["obsolete"] = obsolete;
        return field;
    }

    private JsonObject Case(InputModel model, UnionCaseSpec one, int depth)
    {
        JsonObject field = Value(model, one.Value, depth);
        field["label"] = one.Name;
        field["about"] = Text(one.Doc);
        return field;
    }

    private static JsonObject Scalar(ScalarKind kind) => kind switch
    {
        ScalarKind.String => Field("text"),
        ScalarKind.Boolean => Field("boolean"),
        ScalarKind.Media => Field("media"),
        ScalarKind.Json => Field("json"),
        ScalarKind.Double => Field("number"),
        _ => Field("number", ("whole", true)),
    };

    private static void AddRules(JsonObject field, RuleSpec rules)
    {
        Add("minLength", rules.MinLength);
        Add("maxLength", rules.MaxLength);
        Add("minItems", rules.MinItems);
        Add("maxItems", rules.MaxItems);
        Number("minimum", rules.Minimum ?? rules.ExclusiveMinimum);
        Number("maximum", rules.Maximum ?? rules.ExclusiveMaximum);
        Number("step", rules.MultipleOf);

        void Add(string name, int? bound)
        {
            if (bound is { } number)
                field[name] = number;
        }

        void Number(string name, string? literal)
        {
            if (literal is not null)
                field[name] = JsonNode.Parse(literal);
        }
    }

    private static JsonObject Field(string kind, params (string Name, JsonNode? Value)[] more)
    {
        var field = new JsonObject { ["kind"] = kind };
        foreach ((string name, JsonNode? value) in more)
            field[name] = value;
        return field;
    }

    private static string Text(DocSpec doc) => string.Join("\n", ((IEnumerable<DocBlock?>)[doc.Summary, .. doc.Remarks]).OfType<DocBlock>().Select(static block => block.Text).Where(static text => text.Length > 0));
}
