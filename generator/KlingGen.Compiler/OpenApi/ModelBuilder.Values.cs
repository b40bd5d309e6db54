using KlingGen.Compiler.Json;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    private ValueSpec BuildValue(Shape shape, ValueContext context)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (shape.IsBroken)
            return Free(shape);
        if (context.Depth > DeepestValue)
        {
            Layer place = shape.Layers[0];
            _problems.Add(ProblemIds.TooDeep, $"#{place.Pointer}: nested more than {DeepestValue} levels deep; the value is typed as FalJson.", place.Node.Start, 1);
            return Free(shape);
        }

        if (shape.Types is { Count: 0 } || (shape.IsOnlyNull && !shape.IsNullable))
        {
            ReportNoType(shape);
            return Free(shape);
        }
        if (shape.IsOnlyNull)
            return OnlyNull(shape);

        IReadOnlyList<Layer> layers = [.. shape.Layers, .. context.Enclosing];
        if (IsFinite(shape))
            return BuildFinite(shape, layers, context);
        if (shape.Branches.Count > 0)
            return BuildUnion(shape, context);

        string[] types = [.. (shape.Types ?? InferTypes(shape)).OrderBy(static type => type, StringComparer.Ordinal)];
        if (types.Length == 2 && types[0] == "integer" && types[1] == "number")
            types = ["number"];
        if (types.Length > 1)
            return BuildUnion(shape, context, types);

        switch (types.Length == 0 ? "" : types[0])
        {
            case "string":
                return BuildString(shape, layers, context);
            case "integer":
                ReportUnchecked(shape, "number", s_numberRules);
                bool isLong = context.IsLongName || IntegerRules.NeedsLong(layers);
                return new ValueSpec(new ScalarType(isLong ? ScalarKind.Int64 : ScalarKind.Int32), shape.IsNullable, NumberRules(layers, isWhole: true));
            case "number":
                ReportUnchecked(shape, "number", s_numberRules);
                return new ValueSpec(new ScalarType(ScalarKind.Double), shape.IsNullable, NumberRules(layers, isWhole: false));
            case "boolean":
                ReportUnchecked(shape, "boolean", []);
                return new ValueSpec(new ScalarType(ScalarKind.Boolean), shape.IsNullable, RuleSpec.None);
            case "array":
                return Guarded(shape, () => BuildArray(shape, context));
            case "object":
                return BuildObject(shape, context);
            default:
                ReportUnchecked(shape, "", []);
                return Free(shape);
        }
    }

    private RuleSpec NumberRules(IReadOnlyList<Layer> layers, bool isWhole)
    {
        RuleSpec rules = RuleReader.ForNumber(layers, _problems);
        NumberCheck.Report(rules, layers, isWhole, _problems);
        return rules;
    }

    /// <summary>JSON null and nothing else.</summary>
    private static ValueSpec OnlyNull(Shape shape) => new(s_json, shape.IsNullable, new RuleSpec { Const = new LiteralSpec(LiteralKind.Null, "null") });

    private static ValueSpec Free(Shape shape) => new(s_json, shape.IsNullable, RuleSpec.None);

    private static IEnumerable<string> InferTypes(Shape shape)
    {
        if (shape.With("properties").Any() || shape.Layers.Any(static layer => layer.Node["additionalProperties"] is { IsObject: true }))
            return ["object"];
        return shape.With("items").Any() || shape.With("prefixItems").Any() ? ["array"] : [];
    }

    private ValueSpec BuildString(Shape shape, IReadOnlyList<Layer> layers, ValueContext context)
    {
        RuleSpec rules = RuleReader.ForString(layers, _problems);
        bool marked = MediaRules.IsMarked(layers);
        if (context.InInput && !context.InOutput && (marked || (context.IsMediaName && !MediaRules.HasOtherValues(layers) && rules.Patterns.Count == 0)))
        {
            ReportUnchecked(shape, "string", s_mediaRules);
            return new ValueSpec(new ScalarType(ScalarKind.Media), shape.IsNullable, rules with { MediaLimits = RuleReader.MediaLimits(layers), AllowsEmptyMedia = MediaRules.HasEmptyDefault(shape.Layers) });
        }
        ReportUnchecked(shape, "string", s_stringRules);
        return new ValueSpec(new ScalarType(ScalarKind.String), shape.IsNullable, rules);
    }

    private ValueSpec BuildConst(Shape shape, IReadOnlyList<Layer> layers, JsonNode constant, LiteralSpec literal, ValueContext context)
    {
        ScalarKind kind = literal.Kind switch
        {
            LiteralKind.String => ScalarKind.String,
            LiteralKind.Boolean => ScalarKind.Boolean,
            LiteralKind.Integer => context.IsLongName || IntegerRules.NeedsLong(layers) ? ScalarKind.Int64 : ScalarKind.Int32,
            LiteralKind.Number => ScalarKind.Double,
            _ => ScalarKind.Json,
        };
        if (kind == ScalarKind.Double && !ExactNumber.Parse(literal.Text).IsDouble)
        {
            _problems.Add(ProblemIds.MalformedSchema, $"#{shape.Layers[0].Pointer}/const: no number type of C# holds this constant; the value is typed as FalJson.", constant);
            return Free(shape);
        }
        if (kind == ScalarKind.Json)
        {
            _problems.Add(ProblemIds.MalformedSchema, $"#{shape.Layers[0].Pointer}/const: a constant array or object is not checked before the call; the value is typed as FalJson.", constant);
            return Free(shape);
        }
        return new ValueSpec(new ScalarType(kind), shape.IsNullable, new RuleSpec { Const = literal });
    }

    private ValueSpec BuildArray(Shape shape, ValueContext context)
    {
        if (shape.Layers.Any(static layer => Tuples.Positions(layer.Node) is not null))
            return BuildTuple(shape, context);

        ReportUnchecked(shape, "array", s_listRules);
        RuleSpec rules = RuleReader.ForArray(shape.Layers);
        ValueContext inside = context.Inside(Singular(context.Desired), shape.Layers.Select(WithoutShape));
        IReadOnlyList<Layer> items = Parts(shape, "items");
        ValueSpec item = items.Count > 0 ? BuildValue(_shapes.Read(items), inside) : new ValueSpec(s_json, false, RuleSpec.None);
        return new ValueSpec(new ListType(item), shape.IsNullable, rules);
    }

    private ValueSpec BuildObject(Shape shape, ValueContext context)
    {
        if (shape.Layers.Any(static layer => layer.Node["properties"] is { IsObject: true, Members.Length: > 0 }))
            return BuildRecord(shape, context);

        IReadOnlyList<Layer> values = [.. Parts(shape, "additionalProperties").Where(static part => part.Node.IsObject && part.Node.Members.Length > 0)];
        if (values.Count == 0)
        {
            ReportUnchecked(shape, "object", []);
            return Free(shape);
        }

        ReportUnchecked(shape, "object", s_mapRules);
        RuleSpec rules = RuleReader.ForObject(shape.Layers);
        return Guarded(shape, () =>
        {
            ValueContext inside = context.Inside(Identifier.Append(Singular(context.Desired), "Value"), shape.Layers.Select(WithoutShape));
            return new ValueSpec(new MapType(BuildValue(_shapes.Read(values), inside)), shape.IsNullable, rules);
        });
    }

    /// <summary>The schemas that one keyword holds in several layers: all of them speak about the same value.</summary>
    private static IReadOnlyList<Layer> Parts(Shape shape, string keyword) => [.. shape.With(keyword).Select(layer => new Layer(layer.Node[keyword]!, layer.Pointer + "/" + keyword))];

    /// <summary>Lists and dictionaries have no name to break a circle with.</summary>
    private ValueSpec Guarded(Shape shape, Func<ValueSpec> build)
    {
        if (shape.Component is not { } component)
            return build();
        if (!_inlined.Add(component))
        {
            Layer place = shape.Layers[shape.Layers.Count - 1];
            _problems.Add(ProblemIds.TooDeep, $"#{place.Pointer}: contains itself without an object in between; the value is typed as FalJson.", place.Node.Start, 1);
            return Free(shape);
        }
        ValueSpec value = build();
        _inlined.Remove(component);
        return value;
    }

    // An array's own bounds are not its items', but limits of media and examples written on it are meant for them.
    private static Layer WithoutShape(Layer layer) => new(new JsonNode("", JsonKind.Object, 0, 0, layer.Node.Members.Where(static member =>
        MediaLimitKind.Find(member.Name) is not null || member.Name is "x-fal" or "default" or "examples" or "example" or "_fal_ui_field" or "ui").ToArray()), layer.Pointer);

    /// <summary><c>Words</c> to <c>Word</c>, <c>Categories</c> to <c>Category</c>; what does not look like a plural stays.</summary>
    private static string Singular(string name)
    {
        if (name.Length > 4 && name.EndsWith("ies", StringComparison.Ordinal))
            return name.Substring(0, name.Length - 3) + "y";
        bool plural = name.Length > 3 && name.EndsWith("s", StringComparison.Ordinal)
            && !name.EndsWith("ss", StringComparison.Ordinal) && !name.EndsWith("us", StringComparison.Ordinal) && !name.EndsWith("is", StringComparison.Ordinal);
        return plural ? name.Substring(0, name.Length - 1) : name;
    }
}
