using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    /// <summary>A branch and what reading it gave.</summary>
    internal sealed record Branch(Shape Shape, ValueSpec Value, JsonShapes Shapes)
    {
        /// <summary>What the schema's branches of this C# type demand, each by itself.</summary>
        public List<ValueSpec> Alternatives { get; init; } = [];
    }

    private ValueSpec BuildUnion(Shape shape, ValueContext context, IEnumerable<string>? types = null)
    {
        string? component = shape.Component;
        if (ComponentKey(shape) is { } begun && _drafts.TryGetValue(begun, out Draft? known) && known.Spec is null or UnionSpec)
        {
            if (known.Spec is null)
                _awaited.Add(begun);
            return new ValueSpec(new DraftType(begun, NamedKind.Union), shape.IsNullable, RuleSpec.None);
        }

        ValueContext scope = Enter(shape, context);
        DraftKey key = ComponentKey(shape) ?? InlineKey("union", shape, context, withTexts: false);
        string desired = Desired(shape, context);
        Draft draft = Register(key, desired, component is not null, scope, out _);
        NotePlace(key, shape);
        if (types is not null)
            ReportForeign(shape, [.. types]);
        List<Shape> branches = types is null ? Flatten(shape) : [.. types.Select(type => OnlyType(shape, type))];
        if (branches.Count == 0)
        {
            _drafts.Remove(key);
            ReportNoType(shape);
            return Free(shape);
        }
        ValueContext inside = scope.Inside(desired, shape.Layers.Where(static layer => layer.Node["$ref"] is null).Select(WithoutShape)) with { Owner = draft };

        List<Branch>? cases = Cases(branches, inside, ref shape);
        if (_awaited.Contains(key))
        {
            // Somebody inside refers to it already: it stays a union, if only of one.
            cases ??= [new Branch(shape, Free(shape), JsonShapes.Any)];
        }
        else if (cases is null || cases.Count < 2)
        {
            _drafts.Remove(key);
            if (cases is { Count: 0 })
                return OnlyNull(shape);
            return cases is null ? Free(shape) : cases[0].Value with { IsNullable = shape.IsNullable || cases[0].Value.IsNullable };
        }

        var tags = new TagFinder(_shapes, shape, [.. cases.Where(static item => item.Shapes == JsonShapes.Object && item.Value.Type is DraftType).Select(static item => item.Shape)]);
        draft.Spec = new UnionSpec
        {
            Name = "",
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
                RequiredMembers = item.Value.Type is DraftType { Kind: NamedKind.Record }
                    ? RequiredNames(item.Shape).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray()
                    : default,
            })
            .OrderBy(static item => Rank(item))
            .ToEquatableArray(),
        };
        return new ValueSpec(new DraftType(key, NamedKind.Union), shape.IsNullable, RuleSpec.None);
    }

    /// <summary>The cases, each C# type once; null where one of them is anything at all.</summary>
    private List<Branch>? Cases(List<Shape> branches, ValueContext inside, ref Shape union)
    {
        var cases = new List<Branch>();
        MergeTexts(branches, inside, cases, ref union);
        foreach (Shape branch in branches)
        {
            union.IsNullable |= branch.IsNullable;
            if (branch.IsOnlyNull && branch.IsNullable)
                continue;
            ValueSpec value = BuildValue(branch, Named(branch, inside));
            JsonShapes shapes = ShapesOf(value.Type, branch);
            if (shapes == JsonShapes.Any)
            {
                ReportAnything(union, branches);
                return null;
            }

            int same = cases.FindIndex(item => Alternatives.HaveOneType(item.Value.Type, value.Type));
            if (same < 0)
                cases.Add(new Branch(branch, value, shapes) { Alternatives = [value] });
            else
                cases[same].Alternatives.Add(value);
        }

        Alternatives.MergeNumbers(cases, union.IsExclusive);
        for (int i = 0; i < cases.Count; i++)
            cases[i] = cases[i] with { Value = Alternatives.Of(cases[i].Value, cases[i].Alternatives, union.IsExclusive) };
        if (union.IsExclusive)
            ReportOverlap(union, cases);
        return cases;
    }

    /// <summary>Enums, constants and plain strings become one case: a C# enum, an open one, or a string.</summary>
    private void MergeTexts(List<Shape> branches, ValueContext inside, List<Branch> cases, ref Shape union)
    {
        List<Shape> closed = branches.FindAll(IsStringEnum);
        if (closed.Count == 0)
            return;

        List<Shape> open = branches.FindAll(static branch => IsPlainString(branch));
        if (closed.Count == 1 && open.Count == 0 && closed[0].First("const") is null)
            return;

        List<LiteralSpec> all = [.. closed.SelectMany(FiniteValues)];
        List<LiteralSpec> values = [.. all.Distinct()];
        if (union.IsExclusive && open.Count == 0)
            values.RemoveAll(value => all.Count(other => other == value) > 1);

        // A lone constant beside other things needs no enum; and what every branch accepts is left to the report of overlaps.
        if (values.Count == 0 || (open.Count == 0 && values.Count == 1))
            return;

        Shape first = closed[0];
        string? component = closed.Count == 1 ? first.Component : null;
        bool alone = closed.Count + open.Count == branches.Count;
        ValueContext named = alone ? inside : Named(first, inside);
        ValueSpec merged = Enum(values, component, first, named, isOpen: open.Count > 0);
        List<ValueSpec> texts = [.. open.Select(branch => BuildValue(branch, named with { IsMediaName = false, InOutput = true }))];
        List<ValueSpec> alternatives = texts.Exists(static text => text.Rules != RuleSpec.None) || (union.IsExclusive && open.Count > 0)
            ? [merged with { Rules = new RuleSpec { IsClosed = true } }, .. texts.Select(text => merged with { Rules = text.Rules })]
            : [merged];
        cases.Add(new Branch(first, merged, JsonShapes.String) { Alternatives = alternatives });
        foreach (Shape branch in closed.Concat(open))
        {
            union.IsNullable |= branch.IsNullable;
            branches.Remove(branch);
        }
    }

    private bool IsStringEnum(Shape shape) =>
        !shape.IsBroken && shape.Branches.Count == 0 && IsFinite(shape) && FiniteValues(shape) is { Count: > 0 } values && values.All(static value => value.Kind == LiteralKind.String);

    private static bool IsPlainString(Shape shape) =>
        !shape.IsBroken && shape.Branches.Count == 0 && shape.Types is { Count: 1 } types && types.Contains("string") && !IsFinite(shape);

    /// <summary>Branches of branches, as long as none of them has a name of its own; each with what the union says to all of them.</summary>
    private List<Shape> Flatten(Shape shape)
    {
        ReportForeign(shape);
        var flat = new List<Shape>();
        foreach (Layer layer in shape.Branches)
        {
            Shape branch = _shapes.Read(layer.Node, layer.Pointer);
            Inherit(branch, shape);
            if (branch.Types is { Count: 0 })
                ReportNoType(branch);
            else if (branch.Branches.Count > 0 && branch.Component is null && branch.IsExclusive == shape.IsExclusive && !shape.IsExclusive)
            {
                flat.AddRange(Flatten(branch));
                shape.IsNullable |= branch.IsNullable;
            }
            else
                flat.Add(branch);
        }
        return flat;
    }

    /// <summary>What stands beside the branches is said of each.</summary>
    private static void Inherit(Shape branch, Shape union)
    {
        if (union.Types is { } types)
        {
            if (branch.Types is null)
                branch.Types = new HashSet<string>(types, StringComparer.Ordinal);
            else
                branch.Types.RemoveWhere(type => !types.Contains(type) && !(type == "integer" && types.Contains("number")) && !(type == "number" && types.Contains("integer")));
            if (types.Contains("integer") && !types.Contains("number") && branch.Types.Remove("number"))
                branch.Types.Add("integer");
        }
        HashSet<string> subjects = Subjects(branch.Types ?? InferTypes(branch));
        foreach (Layer layer in union.Layers)
        {
            JsonMember[] rules = [.. layer.Node.Members.Where(member => Keywords.Subject(member.Name) is { } subject && subjects.Contains(subject) && !Keywords.SaysNothing(member))];
            if (rules.Length > 0)
                branch.Layers.Add(new Layer(new JsonNode("", JsonKind.Object, 0, 0, rules), layer.Pointer));
        }
        branch.ChooseComponent();
    }

    private static HashSet<string> Subjects(IEnumerable<string> types) => new(types.Select(static type => type == "integer" ? "number" : type), StringComparer.Ordinal);

    /// <summary>Rules beside branches, or beside several types, about a type that none of them has.</summary>
    private void ReportForeign(Shape shape, string[]? types = null)
    {
        HashSet<string> subjects = Subjects(types ?? shape.Branches.SelectMany(layer => _shapes.Read(layer.Node, layer.Pointer) is var branch ? branch.Types ?? shape.Types ?? InferTypes(branch) : []));
        foreach (Layer layer in shape.Layers)
            foreach (JsonMember rule in layer.Node.Members)
                if (Keywords.Subject(rule.Name) is { } subject && !subjects.Contains(subject) && !subjects.Contains(Keywords.AnyType) && !Keywords.SaysNothing(rule))
                    ReportUnchecked(layer, rule, "it says nothing about any of the types here; it is");
    }

    /// <summary>A branch that is anything makes free JSON of the whole; what the others demand then counts only where exactly one may fit, or that branch has rules itself.</summary>
    private void ReportAnything(Shape union, List<Shape> branches)
    {
        bool isTrivial = branches.Exists(static branch => branch.Layers.All(static layer => layer.Node.Members.All(static member => Keywords.IsAnnotation(member.Name))));
        if (union.Branches.Count > 0 && (union.IsExclusive || !isTrivial))
            _problems.Add(ProblemIds.UncheckedRule, $"#{union.BranchPointer}/{union.BranchKeyword!.Name}: one of the branches has no type of its own, so all are typed as FalJson; their rules are not checked before the call.", union.BranchKeyword!);
    }

    /// <summary><c>oneOf</c> whose branches cannot be distinguished by their JSON.</summary>
    private void ReportOverlap(Shape union, List<Branch> cases)
    {
        for (int i = 0; i < cases.Count; i++)
            for (int j = i + 1; j < cases.Count; j++)
            {
                if ((cases[i].Shapes & cases[j].Shapes) == JsonShapes.None)
                    continue;
                if (new TagFinder(_shapes, union, [cases[i].Shape, cases[j].Shape]).Member is not null)
                    continue;
                _problems.Add(ProblemIds.UncheckedRule, $"#{union.BranchPointer}/oneOf: a value may fit more than one branch; that it fits exactly one is not checked before the call; the service checks it.", union.BranchKeyword!);
                return;
            }
    }

    /// <summary>One of several names in <c>type</c>, as a schema of its own.</summary>
    private static Shape OnlyType(Shape shape, string type)
    {
        var only = new Shape { Types = new HashSet<string>(StringComparer.Ordinal) { type }, IsOneOfTypes = true };
        only.Layers.AddRange(shape.Layers);
        return only;
    }

    /// <summary>An inline type beside others needs a name of its own.</summary>
    private static ValueContext Named(Shape branch, ValueContext inside)
    {
        (string suffix, string other) = IsFinite(branch) ? ("Preset", "Option")
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
        ListType or DraftType { Kind: NamedKind.Tuple } => JsonShapes.Array,
        MapType or DraftType { Kind: NamedKind.Record } => JsonShapes.Object,
        DraftType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named => EnumShapes((EnumSpec)_drafts[named.Key].Spec!),
        DraftType { Kind: NamedKind.Union } named when _drafts[named.Key].Spec is UnionSpec union => union.Cases.Aggregate(JsonShapes.None, static (all, item) => all | item.Shapes),
        _ => JsonShapes.Any,
    };

    private static JsonShapes EnumShapes(EnumSpec spec) =>
        spec.Values.Aggregate(JsonShapes.None, static (all, value) => all | (value.Wire.Kind == LiteralKind.String ? JsonShapes.String : JsonShapes.Number));

    /// <summary>Reading tries the particular before the general: tagged objects, then those that demand most.</summary>
    private static int Rank(UnionCaseSpec item) => item.Value.Type switch
    {
        DraftType { Kind: NamedKind.Record } => item.TagMember is not null ? -1000 : -item.RequiredMembers.Count,
        DraftType { Kind: NamedKind.OpenEnum } => 2,
        DraftType => 0,
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } => 1,
        ScalarType { Kind: ScalarKind.Json } => 5,
        MapType => 4,
        _ => 3,
    };
}
