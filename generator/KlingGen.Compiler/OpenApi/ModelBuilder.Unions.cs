namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    /// <summary>A branch and what reading it gave.</summary>
    private sealed record Branch(Shape Shape, ValueSpec Value, JsonShapes Shapes);

    private ValueSpec BuildUnion(Shape shape, ValueContext context, IEnumerable<string>? types = null)
    {
        string? component = shape.Component;
        if (component is not null && _drafts.TryGetValue(component, out Draft? known) && known.Spec is null or UnionSpec)
        {
            if (known.Spec is null)
                _awaited.Add(component);
            return new ValueSpec(new NamedType(component, NamedKind.Union), shape.IsNullable, RuleSpec.None);
        }

        ValueContext scope = Enter(shape, context);
        string key = component ?? InlineKey("union", shape, context, withTexts: false);
        string desired = Desired(shape, context);
        Draft draft = Register(key, desired, component is not null, scope, out _);
        NotePlace(key, shape);
        List<Shape> branches = types is null ? Flatten(shape) : [.. types.Select(type => OnlyType(shape, type))];
        ValueContext inside = scope.Inside(desired, shape.Layers.Where(static layer => layer.Node["$ref"] is null)) with { Owner = draft };

        List<Branch>? cases = Cases(branches, inside, ref shape);
        if (_awaited.Contains(key))
        {
            // Somebody inside refers to it already: it stays a union, if only of one.
            cases ??= [new Branch(shape, Free(shape), JsonShapes.Any)];
        }
        else if (cases is null || cases.Count == 1)
        {
            _drafts.Remove(key);
            return cases is null ? Free(shape) : cases[0].Value with { IsNullable = shape.IsNullable || cases[0].Value.IsNullable };
        }

        var tags = new TagFinder(_shapes, shape, [.. cases.Where(static item => item.Shapes == JsonShapes.Object && item.Value.Type is NamedType).Select(static item => item.Shape)]);
        draft.Spec = new UnionSpec
        {
            Name = key,
            Doc = component is null ? DocSpec.None : DocReader.Read(shape),
            InInput = scope.InInput,
            InOutput = scope.InOutput,
            Cases = cases.Select(item => new UnionCaseSpec
            {
                Name = "",
                Value = item.Value with { IsNullable = false },
                Doc = item.Shape.Component is null ? DocReader.Read(item.Shape) : DocSpec.None,
                Default = item.Shape.Component is null && item.Shape.First("default") is { } standard ? Literals.Read(standard) : null,
                Shapes = item.Shapes,
                TagMember = tags.Values(item.Shape).Count > 0 ? tags.Member : null,
                TagValues = tags.Values(item.Shape).ToEquatableArray(),
                RequiredMembers = item.Value.Type is NamedType { Kind: NamedKind.Record }
                    ? RequiredNames(item.Shape).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray()
                    : default,
            })
            .OrderBy(static item => Rank(item))
            .ToEquatableArray(),
        };
        return new ValueSpec(new NamedType(key, NamedKind.Union), shape.IsNullable, RuleSpec.None);
    }

    /// <summary>The cases, each C# type once; null where one of them is anything at all.</summary>
    private List<Branch>? Cases(List<Shape> branches, ValueContext inside, ref Shape union)
    {
        var cases = new List<Branch>();
        MergeTexts(branches, inside, cases, ref union);
        foreach (Shape branch in branches)
        {
            union.IsNullable |= branch.IsNullable;
            ValueSpec value = BuildValue(branch, Named(branch, inside));
            JsonShapes shapes = ShapesOf(value.Type, branch);
            if (shapes == JsonShapes.Any)
                return null;

            int same = cases.FindIndex(item => item.Value.Type.Equals(value.Type));
            if (same < 0)
                cases.Add(new Branch(branch, value, shapes));
            else if (!cases[same].Value.Rules.Equals(value.Rules))
                cases[same] = cases[same] with { Value = cases[same].Value with { Rules = RuleSpec.None } };
        }

        // 'number' says all that 'integer' does, unless it is bounded otherwise.
        if (cases.Find(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Double }) is { } number && number.Value.Rules.Equals(RuleSpec.None))
            cases.RemoveAll(static item => item.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 });
        return cases;
    }

    /// <summary>Enums, constants and plain strings become one case: a C# enum, an open one, or a string.</summary>
    private void MergeTexts(List<Shape> branches, ValueContext inside, List<Branch> cases, ref Shape union)
    {
        List<Shape> closed = branches.FindAll(static branch => IsStringEnum(branch));
        if (closed.Count == 0)
            return;

        List<Shape> open = branches.FindAll(static branch => IsPlainString(branch));
        if (closed.Count == 1 && open.Count == 0 && closed[0].With("enum").Any())
            return;

        var values = new List<LiteralSpec>();
        foreach (Shape branch in closed)
            foreach (LiteralSpec value in branch.First("const") is { } constant ? [Literals.Read(constant)] : EnumValues(branch))
                if (!values.Contains(value))
                    values.Add(value);

        // A lone constant beside other things needs no enum.
        if (open.Count == 0 && values.Count == 1)
            return;

        Shape first = closed[0];
        string? component = closed.Count == 1 ? first.Component : null;
        bool alone = closed.Count + open.Count == branches.Count;
        ValueSpec merged = Enum(values, component, first, alone ? inside : Named(first, inside), isOpen: open.Count > 0);
        cases.Add(new Branch(first, merged, JsonShapes.String));
        foreach (Shape branch in closed.Concat(open))
        {
            union.IsNullable |= branch.IsNullable;
            branches.Remove(branch);
        }
    }

    private static bool IsStringEnum(Shape shape) =>
        !shape.IsBroken && shape.Branches.Count == 0
        && (shape.First("const") is { IsString: true } || (shape.With("enum").Any() && EnumValues(shape) is { Count: > 0 } values && values.All(static value => value.Kind == LiteralKind.String)));

    private static bool IsPlainString(Shape shape) =>
        !shape.IsBroken && shape.Branches.Count == 0 && shape.Types is { Count: 1 } types && types.Contains("string") && shape.First("const") is null && !shape.With("enum").Any();

    /// <summary>Branches of branches, as long as none of them has a name of its own.</summary>
    private List<Shape> Flatten(Shape shape)
    {
        var flat = new List<Shape>();
        foreach (Layer layer in shape.Branches)
        {
            Shape branch = _shapes.Read(layer.Node, layer.Pointer);
            if (branch.Branches.Count > 0 && branch.Component is null)
            {
                flat.AddRange(Flatten(branch));
                shape.IsNullable |= branch.IsNullable;
            }
            else
            {
                flat.Add(branch);
            }
        }
        return flat;
    }

    /// <summary>One of several names in <c>type</c>, as a schema of its own.</summary>
    private static Shape OnlyType(Shape shape, string type)
    {
        var only = new Shape { Types = new HashSet<string>(StringComparer.Ordinal) { type } };
        only.Layers.AddRange(shape.Layers);
        return only;
    }

    /// <summary>An inline type beside others needs a name of its own.</summary>
    private static ValueContext Named(Shape branch, ValueContext inside)
    {
        (string suffix, string other) = branch.With("enum").Any() || branch.First("const") is not null ? ("Preset", "Option")
            : branch.Types is { Count: 1 } types ? types.Single() switch { "object" => ("Object", "Content"), "array" => ("List", "Entries"), _ => ("", "") }
            : branch.With("properties").Any() ? ("Object", "Content") : ("", "");
        bool doubled = suffix.Length > 0 && inside.Desired.EndsWith(suffix, StringComparison.Ordinal);
        return inside with { Desired = inside.Desired + (doubled ? other : suffix) };
    }

    private JsonShapes ShapesOf(TypeSpec type, Shape branch) => type switch
    {
        ScalarType { Kind: ScalarKind.String or ScalarKind.Media } => JsonShapes.String,
        ScalarType { Kind: ScalarKind.Boolean } => JsonShapes.Boolean,
        ScalarType { Kind: ScalarKind.Json } => !branch.IsBroken && (branch.Types ?? InferTypes(branch)).ToArray() is ["object"] ? JsonShapes.Object : JsonShapes.Any,
        ScalarType => JsonShapes.Number,
        ListType or NamedType { Kind: NamedKind.Tuple } => JsonShapes.Array,
        MapType or NamedType { Kind: NamedKind.Record } => JsonShapes.Object,
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named => EnumShapes((EnumSpec)_drafts[named.Name].Spec!),
        NamedType { Kind: NamedKind.Union } named when _drafts[named.Name].Spec is UnionSpec union => union.Cases.Aggregate(JsonShapes.None, static (all, item) => all | item.Shapes),
        _ => JsonShapes.Any,
    };

    private static JsonShapes EnumShapes(EnumSpec spec) =>
        spec.Values.Aggregate(JsonShapes.None, static (all, value) => all | (value.Wire.Kind == LiteralKind.String ? JsonShapes.String : JsonShapes.Number));

    /// <summary>Reading tries the particular before the general: tagged objects, then those that demand most.</summary>
    private static int Rank(UnionCaseSpec item) => item.Value.Type switch
    {
        NamedType { Kind: NamedKind.Record } => item.TagMember is not null ? -1000 : -item.RequiredMembers.Count,
        NamedType { Kind: NamedKind.OpenEnum } => 2,
        NamedType => 0,
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } => 1,
        ScalarType { Kind: ScalarKind.Json } => 5,
        MapType => 4,
        _ => 3,
    };
}
