using KlingGen.Compiler.Json;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    private ValueSpec BuildRecord(Shape shape, ValueContext context)
    {
        string key = shape.Component ?? InlineKey("record", shape, context, withTexts: true);
        ValueContext scope = Enter(shape, context);
        Draft draft = Register(key, Desired(shape, context), shape.Component is not null, scope, out bool isNew);
        if (isNew)
        {
            NotePlace(key, shape);

            // Texts of an inline schema belong to the member that holds it.
            var described = new Shape();
            described.Layers.AddRange(shape.Component is null ? [] : shape.Layers.SkipWhile(layer => layer.Pointer != shape.Component));
            List<MemberSpec> members = Members(shape, draft, scope);
            ReportUnchecked(shape, "minProperties", "maxProperties", "additionalProperties");
            draft.Spec = new RecordSpec
            {
                Name = key,
                Doc = DocReader.Read(described),
                InInput = scope.InInput,
                InOutput = scope.InOutput,
                Obsolete = shape.Component is null ? null : Obsolete(described),
                Members = members.ToEquatableArray(),
                IsFile = scope.InOutput && FileShape.IsFile(members),
                IsRoot = false,
            };
        }
        return new ValueSpec(new NamedType(key, NamedKind.Record), shape.IsNullable, RuleSpec.None);
    }

    /// <summary>Rules on an object that C# has no counter or no type for.</summary>
    private void ReportUnchecked(Shape shape, params string[] keywords)
    {
        foreach (Layer layer in shape.Layers)
            foreach (JsonMember member in layer.Node.Members)
                if (keywords.Contains(member.Name) && !member.Value.IsBoolean && (member.Value.IsNumber || member.Value.Members.Length > 0))
                    _problems.Warn(ProblemIds.UnknownKeyword, $"#{layer.Pointer}/{member.Name}: not checked before the call; the service checks it.", member);
    }

    private List<MemberSpec> Members(Shape shape, Draft draft, ValueContext scope)
    {
        var properties = new Dictionary<string, Layer>(StringComparer.Ordinal);
        foreach (Layer layer in shape.With("properties"))
            foreach (JsonMember member in layer.Node["properties"]!.Members)
                properties[member.Name] = new Layer(member.Value, JsonPointer.Append(layer.Pointer + "/properties", member.Name));

        HashSet<string> required = RequiredNames(shape);
        string owner = draft.Parent is null ? "" : draft.Desired;
        var members = new List<MemberSpec>();
        foreach (string name in Order(shape, properties.Keys.Concat(required)))
        {
            ValueContext context = scope with
            {
                Owner = draft,
                Desired = Identifier.Type(name),
                IsMediaName = properties.TryGetValue(name, out Layer said) && MediaNames.IsMedia(name, said.Node["description"] is { IsString: true } text ? text.Text : null, owner, properties.Keys),
                IsLongName = IntegerRules.IsLongName(name),
                Around = [],
                Depth = scope.Depth + 1,
            };
            NotePlace(draft.Key, name, properties.TryGetValue(name, out Layer place) ? place.Pointer : Places[(draft.Key, null)]);
            members.Add(properties.TryGetValue(name, out Layer property) ? Member(name, property, required.Contains(name), context) : Undescribed(name));
        }
        return members;
    }

    private MemberSpec Member(string name, Layer property, bool isRequired, ValueContext context)
    {
        Shape shape = _shapes.Read(property.Node, property.Pointer);
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
            Obsolete = Obsolete(property.Node),
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

        // Left out, the service takes its default; null is something else. A result has no such difference.
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

    private static HashSet<string> RequiredNames(Shape shape) =>
        new(shape.With("required").SelectMany(static layer => layer.Node["required"]!.Items).Where(static item => item.IsString).Select(static item => item.Text), StringComparer.Ordinal);

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

    private ValueSpec BuildTuple(Shape shape, JsonNode positions, ValueContext context)
    {
        Layer holder = shape.Layers.First(layer => layer.Node["prefixItems"] == positions || layer.Node["items"] == positions);
        string keyword = holder.Node["prefixItems"] == positions ? "/prefixItems" : "/items";
        string key = shape.Component ?? InlineKey("tuple", shape, context, withTexts: true);
        ValueContext scope = Enter(shape, context);
        Draft draft = Register(key, Desired(shape, context), shape.Component is not null, scope, out bool isNew);
        if (isNew)
        {
            NotePlace(key, shape);
            // Positions alone demand nothing of the length: an array may end before any that minItems does not demand.
            int shortest = ShortestTuple(shape, positions.Items.Length);
            var items = new List<MemberSpec>();
            for (int i = 0; i < positions.Items.Length; i++)
            {
                string name = "Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
                var layer = new Layer(positions.Items[i], JsonPointer.Append(holder.Pointer + keyword, i));
                NotePlace(key, name, layer.Pointer);
                ValueContext inside = scope.Inside(context.Desired.EndsWith("Item", StringComparison.Ordinal) ? context.Desired + name.Substring("Item".Length) : context.Desired + name, []) with { Owner = draft };
                items.Add(Member(name, layer, true, inside) with { Presence = i < shortest ? MemberPresence.Required : MemberPresence.Optional });
            }
            draft.Spec = new TupleSpec
            {
                Name = key,
                Doc = shape.Component is null ? DocSpec.None : DocReader.Read(shape),
                InInput = scope.InInput,
                InOutput = scope.InOutput,
                Items = items.ToEquatableArray(),
            };
        }
        return new ValueSpec(new NamedType(key, NamedKind.Tuple), shape.IsNullable, RuleSpec.None);
    }
}
