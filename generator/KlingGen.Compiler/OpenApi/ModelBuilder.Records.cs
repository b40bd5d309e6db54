using KlingGen.Compiler.Json;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    private ValueSpec BuildRecord(Shape shape, ValueContext context)
    {
        DraftKey key = ComponentKey(shape) ?? InlineKey("record", shape, context, withTexts: true);
        ValueContext scope = Enter(shape, context);
        Draft draft = Register(key, Desired(shape, context), shape.Component is not null, scope, out bool isNew);
        if (isNew)
        {
            NotePlace(key, shape);

            // Texts of an inline schema belong to the member that holds it.
            var described = new Shape();
            described.Layers.AddRange(shape.Component is null ? [] : shape.Layers.SkipWhile(layer => layer.Pointer != shape.Component));
            List<MemberSpec> members = Members(shape, draft, scope);
            bool isClosed = IsClosed(shape, members);
            ReportUnchecked(shape, "object", s_recordRules);
            ReportOthers(shape);
            draft.Spec = new RecordSpec
            {
                Name = "",
                Doc = DocReader.Read(described),
                InInput = scope.InInput,
                InOutput = scope.InOutput,
                Obsolete = shape.Component is null ? null : Obsolete(described),
                Members = members.ToEquatableArray(),
                IsFile = scope.InOutput && FileShape.IsFile(members),
                IsRoot = false,
                IsClosed = isClosed,
            };
        }
        return new ValueSpec(new DraftType(key, NamedKind.Record), shape.IsNullable, RuleSpec.None);
    }

    /// <summary>
    /// Whether members that the schema does not name are forbidden. <c>additionalProperties: false</c> looks at the members of its own schema
    /// object alone; where it would forbid members that stand beside it, it is reported.
    /// </summary>
    private bool IsClosed(Shape shape, List<MemberSpec> members)
    {
        List<Layer> closed = [.. shape.With("additionalProperties").Where(static layer => layer.Node["additionalProperties"]!.Kind == JsonKind.False)];
        foreach (Layer layer in closed)
        {
            if (members.Find(member => layer.Node["properties"]?[member.WireName] is null) is not { } outside)
                continue;
            _problems.Add(ProblemIds.Contradiction, $"#{layer.Pointer}/additionalProperties: forbids '{outside.WireName}', which another part of the schema names; it is not checked before the call. Name the member here too, or remove the keyword.", layer.Node["additionalProperties"]!);
            return false;
        }
        return closed.Count > 0;
    }

    /// <summary>Demands on members that the schema does not name: that there are none is honoured, what their values are is the service's to check.</summary>
    private void ReportOthers(Shape shape)
    {
        foreach (Layer layer in shape.With("additionalProperties"))
            if (layer.Node["additionalProperties"] is { Members.Length: > 0 })
                ReportUnchecked(layer, layer.Node.Members.Last(static member => member.Name == "additionalProperties"));
    }

    private List<MemberSpec> Members(Shape shape, Draft draft, ValueContext scope)
    {
        var properties = new Dictionary<string, List<Layer>>(StringComparer.Ordinal);
        foreach (Layer layer in shape.With("properties"))
            foreach (string name in layer.Node["properties"]!.Members.Select(static member => member.Name).Distinct())
            {
                if (!properties.TryGetValue(name, out List<Layer>? parts))
                    properties.Add(name, parts = []);
                parts.Add(new Layer(layer.Node["properties"]![name]!, JsonPointer.Append(layer.Pointer + "/properties", name)));
            }

        HashSet<string> required = RequiredNames(shape);
        string owner = draft.Parent is null ? "" : draft.Desired;
        var members = new List<MemberSpec>();
        foreach (string name in Order(shape, properties.Keys.Concat(required)))
        {
            properties.TryGetValue(name, out List<Layer>? property);
            string? description = property?.Select(static part => part.Node["description"]).FirstOrDefault(static text => text is { IsString: true })?.Text;
            ValueContext context = scope with
            {
                Owner = draft,
                Desired = Identifier.Type(name),
                IsMediaName = property is not null && MediaNames.IsMedia(name, description, owner, properties.Keys),
                IsLongName = IntegerRules.IsLongName(name),
                Enclosing = [],
                Depth = scope.Depth + 1,
            };
            NotePlace(draft.Key, name, property is not null ? property[0].Pointer : Places[(draft.Key, null)]);
            members.Add(property is not null ? Member(name, property, required.Contains(name), context) : Undescribed(name));
        }
        return members;
    }

    /// <summary>A member, of all the schemas that describe it.</summary>
    private MemberSpec Member(string name, IReadOnlyList<Layer> property, bool isRequired, ValueContext context)
    {
        Shape shape = _shapes.Read(property);
        ValueSpec value = BuildValue(shape, context);
        LiteralSpec? standard = shape.First("default") is { } node ? Literals.Read(node) : null;
        return new MemberSpec
        {
            WireName = name,
            Name = "",
            Value = value,
            Presence = Presence(value, isRequired, standard, context),
            Doc = DocReader.Read(shape),
            Default = standard,
            Format = DocReader.Format(shape),
            Examples = DocReader.Examples(shape),
            Obsolete = property.Select(static part => Obsolete(part.Node)).FirstOrDefault(static text => text is not null),
        };
    }

    private static MemberPresence Presence(ValueSpec value, bool isRequired, LiteralSpec? standard, ValueContext context)
    {
        if (isRequired)
        {
            if (value.IsNullable)
                return MemberPresence.RequiredNullable;
            return context.InInput && value.Rules.Const is not null ? MemberPresence.Fixed : MemberPresence.Required;
        }

        // Where it is omitted, the service uses its default; null is something else. A result has no such difference.
        bool differs = value.IsNullable && context.InInput && standard is not null && standard.Kind != LiteralKind.Null;
        return differs ? MemberPresence.OptionalNullable : MemberPresence.Optional;
    }

    /// <summary>A name in <c>required</c> that <c>properties</c> does not explain.</summary>
    private static MemberSpec Undescribed(string name) => new()
    {
        WireName = name,
        Name = "",
        Value = new ValueSpec(s_json, false, RuleSpec.None),
        Presence = MemberPresence.Required,
        Doc = DocSpec.None,
    };

    private static string? Obsolete(JsonNode property) => property["deprecated"] is { Kind: JsonKind.True } ? "The service has deprecated this member." : null;

    private static HashSet<string> RequiredNames(Shape shape) => RuleReader.Required(shape.Layers);

    /// <summary>As the service orders them; the rest by ordinal name, because key order is noise.</summary>
    private static IEnumerable<string> Order(Shape shape, IEnumerable<string> names)
    {
        var rest = new SortedSet<string>(names, StringComparer.Ordinal);
        foreach (JsonNode item in shape.With("x-fal-order-properties").SelectMany(static layer => layer.Node["x-fal-order-properties"]!.Items))
            if (item.IsString && rest.Remove(item.Text))
                yield return item.Text;
        foreach (string name in rest)
            yield return name;
    }

    private static int ShortestTuple(Shape shape, int positions) =>
        (int)Math.Min(RuleReader.ForArray(shape.Layers).MinItems ?? 0, positions);

    private ValueSpec BuildTuple(Shape shape, ValueContext context)
    {
        DraftKey key = ComponentKey(shape) ?? InlineKey("tuple", shape, context, withTexts: true);
        ValueContext scope = Enter(shape, context);
        Draft draft = Register(key, Desired(shape, context), shape.Component is not null, scope, out bool isNew);
        if (isNew)
        {
            NotePlace(key, shape);
            ReportUnchecked(shape, "array", s_tupleRules);
            List<List<Layer>> positions = Positions(shape);

            // Positions alone demand nothing of the length: an array may end before any that minItems does not demand.
            int shortest = ShortestTuple(shape, positions.Count);
            var items = new List<MemberSpec>();
            for (int i = 0; i < positions.Count; i++)
            {
                string name = "Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                NotePlace(key, name, positions[i][0].Pointer);
                ValueContext inside = scope.Inside(context.Desired.EndsWith("Item", StringComparison.Ordinal) ? context.Desired + name.Substring("Item".Length) : context.Desired + name, []) with { Owner = draft };
                items.Add(Member(name, positions[i], true, inside) with { Presence = i < shortest ? MemberPresence.Required : MemberPresence.Optional });
            }
            draft.Spec = new TupleSpec
            {
                Name = "",
                Doc = shape.Component is null ? DocSpec.None : DocReader.Read(shape),
                InInput = scope.InInput,
                InOutput = scope.InOutput,
                Items = items.ToEquatableArray(),
            };
        }
        return new ValueSpec(new DraftType(key, NamedKind.Tuple), shape.IsNullable, RuleSpec.None);
    }

    /// <summary>The schemas about each position: of every layer its own position, or what it says about the items behind its last one.</summary>
    private List<List<Layer>> Positions(Shape shape)
    {
        int count = shape.Layers.Max(static layer => Tuples.Positions(layer.Node)?.Schemas.Length ?? 0);
        var positions = Enumerable.Range(0, count).Select(static _ => new List<Layer>()).ToList();
        foreach (Layer layer in shape.Layers)
        {
            (string keyword, JsonNode[] schemas) = Tuples.Positions(layer.Node) ?? ("", []);
            string behind = keyword == "items" ? "additionalItems" : "items";
            if (keyword == "prefixItems" && layer.Node["items"] is { } twice && !Tuples.IsSchema(twice) && !twice.IsBoolean)
                ReportUnchecked(layer, layer.Node.Members.Last(static member => member.Name == "items"), "positions are described twice, and those of 'prefixItems' count; it is");
            for (int i = 0; i < count; i++)
            {
                if (i < schemas.Length)
                    positions[i].Add(new Layer(schemas[i], JsonPointer.Append(layer.Pointer + "/" + keyword, i)));
                else if (layer.Node[behind] is { } rest && (Tuples.IsSchema(rest) || rest.Kind == JsonKind.False))
                    positions[i].Add(new Layer(rest, layer.Pointer + "/" + behind));
            }

            // More items than the type has positions cannot be sent, and are passed over in a result.
            if (layer.Node[behind] is { Members.Length: > 0 } more && Tuples.IsSchema(more) && count >= schemas.Length && keyword.Length > 0)
                _problems.Add(ProblemIds.UncheckedRule, $"#{layer.Pointer}/{behind}: items behind the last position are neither sent nor kept.", more);
        }
        ReportLengths(shape, count);
        return positions;
    }

    /// <summary>A tuple has its positions and no more: lengths beyond them, or short of them, are the service's to refuse.</summary>
    private void ReportLengths(Shape shape, int count)
    {
        foreach (Layer layer in shape.Layers)
            foreach (JsonMember rule in layer.Node.Members)
                if ((rule.Name == "minItems" && Literals.Count(rule.Value) > count) || (rule.Name == "maxItems" && Literals.Count(rule.Value) < count))
                    ReportUnchecked(layer, rule, $"the array has {count.ToString(System.Globalization.CultureInfo.InvariantCulture)} positions; it is");
    }
}
