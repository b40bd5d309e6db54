using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.Components;

/// <summary>
/// The types of an endpoint as the <c>components/schemas</c> of an OpenAPI document (JSON Schema 2020-12): members, types, enums, bounds, defaults and
/// descriptions. They say what the types read and write, for the document of an API that has them in its own requests and answers.
/// </summary>
internal sealed class ComponentSchemas
{
    private static readonly (JsonShapes Shape, string Type)[] s_shapes =
    [
        (JsonShapes.String, "string"), (JsonShapes.Number, "number"), (JsonShapes.Boolean, "boolean"), (JsonShapes.Array, "array"), (JsonShapes.Object, "object"),
    ];

    private readonly EndpointSpec _endpoint;
    private readonly JsonText _text = new();

    private readonly Func<ValueSpec, string> _limits;

    private ComponentSchemas(EndpointSpec endpoint, Func<ValueSpec, string> limits) => (_endpoint, _limits) = (endpoint, limits);

    /// <summary>One JSON object, a line for each type, in which types refer to each other by <c>#/components/schemas/</c> and <see cref="Id"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="limits">What must hold of a file, in words: no keyword says it.</param>
    public static string Write(EndpointSpec endpoint, Func<ValueSpec, string> limits)
    {
        var schemas = new ComponentSchemas(endpoint, limits);
        schemas._text.Begin('{');
        foreach (DefinitionSpec definition in endpoint.Definitions)
        {
            schemas._text.BreakLine();
            schemas._text.Name(Id(endpoint, definition.Name));
            schemas.Define(definition);
        }
        return schemas._text.End('}').ToString();
    }

    /// <summary>
    /// The name of a type among the schemas of a document that may hold many endpoints: with the endpoint's name in front where its own does not begin with it.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="type">The type's name in C#.</param>
    public static string Id(EndpointSpec endpoint, string type)
    {
        string id = Naming.SharedFiles.Contains(type) || type.StartsWith(endpoint.ClientName, StringComparison.Ordinal) ? type : $"{endpoint.ClientName}.{type}";
        // The letters that OpenAPI allows; what had to go is replaced by a stable mark.
        string plain = new([.. id.Select(static c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' ? c : '_')]);
        return plain == id ? id : plain + "_" + Naming.Identifier.Mark(id);
    }

    private void Define(DefinitionSpec definition)
    {
        _text.Begin('{');
        switch (definition)
        {
            case EnumSpec values:
                if (values.Values.All(static value => value.Wire.Kind == LiteralKind.String))
                    _text.Member("type", "string");
                Describe(definition.Doc);
                _text.Name("enum").Begin('[');
                foreach (EnumValueSpec value in values.Values)
                    _text.Literal(value.Wire);
                _text.End(']');
                break;
            case RecordSpec record:
                _text.Member("type", "object");
                Describe(definition.Doc);
                Properties(record);
                break;
            case TupleSpec tuple:
                _text.Member("type", "array");
                Describe(definition.Doc);
                Tuple(tuple);
                break;
            case UnionSpec union:
                Describe(definition.Doc);
                Union(union);
                break;
        }
        if (definition.Obsolete is not null)
            _text.Name("deprecated").Raw("true");
        _text.End('}');
    }

    private void Properties(RecordSpec record)
    {
        _text.Strings("required", [.. record.Members.Where(static member => member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed).Select(static member => member.WireName)]);
        _text.Name("properties").Begin('{');
        foreach (MemberSpec member in record.Members)
        {
            _text.Name(member.WireName);
            Member(member);
        }
        _text.End('}');
        if (!record.KeepsOthers)
            _text.Name("additionalProperties").Raw("false");
    }

    private void Member(MemberSpec member)
    {
        bool isNullable = member.Presence is MemberPresence.RequiredNullable or MemberPresence.OptionalNullable;
        Value(member.Value, isNullable, member.Format, () =>
        {
            Describe(member.Doc, member.Value.Rules.MediaLimits.Count == 0 ? null : _limits(member.Value));
            if (member.Default is { } value && (value.Kind != LiteralKind.Null || isNullable))
                _text.Name("default").Literal(value);
            Examples(member.Examples);
            if (member.Obsolete is not null)
                _text.Name("deprecated").Raw("true");
        });
    }

    /// <summary>Those that were not cut for documentation, in which a text stands as it is between its quotation marks.</summary>
    private void Examples(EquatableArray<string> examples)
    {
        string[] whole = [.. examples.Where(static example => example.IndexOf('…') < 0 && (IsText(example) || JsonDocument.Parse(example).Error is null))];
        if (whole.Length == 0)
            return;
        _text.Name("examples").Begin('[');
        foreach (string example in whole)
        {
            if (IsText(example))
                _text.String(example.Substring(1, example.Length - 2));
            else
                _text.Raw(CSharp.CSharpText.PlainJson(example));
        }
        _text.End(']');

        static bool IsText(string example) => example.Length > 1 && example[0] == '"' && example[example.Length - 1] == '"';
    }

    private void Tuple(TupleSpec tuple)
    {
        _text.Name("prefixItems").Begin('[');
        foreach (MemberSpec item in tuple.Items)
            Member(item);
        _text.End(']');
        int needed = tuple.Items.TakeWhile(static item => item.Presence is not (MemberPresence.Optional or MemberPresence.OptionalNullable)).Count();
        _text.Number("minItems", needed).Number("maxItems", tuple.Items.Count);
    }

    private void Union(UnionSpec union)
    {
        _text.Name("anyOf").Begin('[');
        foreach (UnionCaseSpec item in union.Cases)
            Value(item.Value, item.Value.IsNullable, null, () =>
            {
                // Free JSON, of which another case takes what begins differently.
                if (item.Value.Type is ScalarType { Kind: ScalarKind.Json } && item.Shapes != JsonShapes.Any)
                    _text.Strings("type", [.. s_shapes.Where(pair => (item.Shapes & pair.Shape) != 0).Select(static pair => pair.Type)]);
                Describe(item.Doc);
            });
        _text.End(']');
        if (union.Cases[0].TagMember is not { } tag || !union.Cases.All(item => item is { TagMember: { } other, Value.Type: NamedType } && other == tag))
            return;
        _text.Name("discriminator").Begin('{').Member("propertyName", tag).Name("mapping").Begin('{');
        foreach (UnionCaseSpec item in union.Cases)
        {
            foreach (string value in item.TagValues)
                _text.Member(value, Address((NamedType)item.Value.Type));
        }
        _text.End('}').End('}');
    }

    /// <summary>A value: its type, its rules, and what else stands beside them.</summary>
    private void Value(ValueSpec value, bool isNullable, string? format, Action? beside = null)
    {
        _text.Begin('{');
        switch (value.Type)
        {
            case ScalarType scalar:
                Scalar(scalar.Kind, value.Rules, isNullable, format);
                break;
            case ListType list:
                Type("array", isNullable);
                _text.Name("items");
                Value(list.Item, list.Item.IsNullable, null);
                break;
            case MapType map:
                Type("object", isNullable);
                _text.Name("additionalProperties");
                Value(map.Value, map.Value.IsNullable, null);
                break;
            case NamedType named:
                Reference(named, value.Rules.IsClosed, isNullable);
                break;
        }
        Rules(value.Rules, isNullable);
        beside?.Invoke();
        _text.End('}');
    }

    private void Reference(NamedType named, bool isClosed, bool isNullable)
    {
        // Of an open enum the values are known, and others may come or be sent.
        string? other = named.Kind != NamedKind.OpenEnum || isClosed ? null
            : _endpoint.Definitions.OfType<EnumSpec>().First(spec => spec.Name == named.Name).Values.All(static value => value.Wire.Kind == LiteralKind.String) ? "{\"type\":\"string\"}" : "{\"type\":[\"string\",\"number\",\"boolean\"]}";
        if (other is null && !isNullable)
        {
            _text.Member("$ref", Address(named));
            return;
        }
        _text.Name("anyOf").Begin('[').Begin('{').Member("$ref", Address(named)).End('}');
        if (other is not null)
            _text.Raw(other);
        if (isNullable)
            _text.Raw("{\"type\":\"null\"}");
        _text.End(']');
    }

    private string Address(NamedType named) => "#/components/schemas/" + Id(_endpoint, named.Name);

    private void Scalar(ScalarKind kind, RuleSpec rules, bool isNullable, string? format)
    {
        switch (kind)
        {
            case ScalarKind.Json:
                return;
            case ScalarKind.String:
                Type("string", isNullable);
                _text.Member("format", format);
                return;
            case ScalarKind.Media:
                // The address of a file, or its bytes as a data URI.
                Type("string", isNullable);
                _text.Member("format", rules.AllowsEmptyMedia ? null : "uri");
                return;
            case ScalarKind.Boolean:
                Type("boolean", isNullable);
                return;
            default:
                Type(kind == ScalarKind.Double && !rules.IsWhole ? "number" : "integer", isNullable);
                _text.Member("format", kind switch { ScalarKind.Int32 => "int32", ScalarKind.Int64 => "int64", _ => "double" });
                return;
        }
    }

    private void Type(string name, bool isNullable)
    {
        if (isNullable)
            _text.Strings("type", [name, "null"]);
        else
            _text.Member("type", name);
    }

    private void Rules(RuleSpec rules, bool isNullable)
    {
        if (rules.Const is { } only && isNullable)
            _text.Name("enum").Begin('[').Literal(only).Raw("null").End(']');
        else if (rules.Const is { } constant)
            _text.Name("const").Literal(constant);
        _text.Number("minLength", rules.MinLength).Number("maxLength", rules.MaxLength);
        if (rules.Patterns.Count == 1)
            _text.Member("pattern", rules.Patterns[0]);
        _text.Number("minimum", rules.Minimum).Number("maximum", rules.Maximum);
        _text.Number("exclusiveMinimum", rules.ExclusiveMinimum).Number("exclusiveMaximum", rules.ExclusiveMaximum);
        _text.Number("multipleOf", rules.MultipleOf);
        _text.Number("minItems", rules.MinItems).Number("maxItems", rules.MaxItems);
        if (rules.UniqueItems)
            _text.Name("uniqueItems").Raw("true");
        _text.Number("minProperties", rules.MinProperties).Number("maxProperties", rules.MaxProperties);
        _text.Strings("required", rules.RequiredKeys);
        if (rules.Patterns.Count < 2 && rules.Choice is null)
            return;
        // Beside each other: what refers to a type may have an anyOf already.
        _text.Name("allOf").Begin('[');
        foreach (string pattern in rules.Patterns.Skip(rules.Patterns.Count == 1 ? 1 : 0))
            _text.Begin('{').Member("pattern", pattern).End('}');
        if (rules.Choice is { } choice)
        {
            _text.Begin('{').Name(choice.IsExclusive ? "oneOf" : "anyOf").Begin('[');
            foreach (ValueSpec alternative in choice.Alternatives)
                Value(alternative, alternative.IsNullable || isNullable, null);
            _text.End(']').End('}');
        }
        _text.End(']');
    }

    private void Describe(DocSpec doc, string? rules = null)
    {
        string text = string.Join("\n\n", new[] { doc.SummaryText }.Concat(doc.Remarks.Select(static block => block.Text)).Append(rules ?? "").Where(static part => part.Length > 0));
        _text.Member("description", text.Length == 0 ? null : text);
    }
}
