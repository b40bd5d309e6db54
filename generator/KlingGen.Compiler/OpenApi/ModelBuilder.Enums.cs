using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    /// <summary>
    /// A value of which <c>enum</c> or <c>const</c> say outright what it can be: everything else that the schema says only takes some of these
    /// values away, and they are gone before the call is written.
    /// </summary>
    private ValueSpec BuildFinite(Shape shape, IReadOnlyList<Layer> layers, ValueContext context)
    {
        List<LiteralSpec> values = FiniteValues(shape);
        if (values.Count == 0 && shape.IsNullable)
            return OnlyNull(shape);
        if (values.Count == 0)
        {
            Layer place = shape.Layers.First(IsFinite);
            string keyword = place.Node["const"] is not null ? "const" : "enum";
            _problems.Add(ProblemIds.Contradiction, $"#{place.Pointer}/{keyword}: nothing that it allows is allowed by the other rules about the value; the value is typed as FalJson, unchecked. Remove one of the rules.", place.Node[keyword]!);
            return Free(shape);
        }
        ReportForeign(shape, [.. values.Select(static value => value.Kind switch { LiteralKind.String => "string", LiteralKind.Integer or LiteralKind.Number => "number", LiteralKind.Boolean => "boolean", _ => Keywords.AnyType }).Distinct()]);
        return shape.First("const") is { } constant ? BuildConst(shape, layers, constant, values[0], context) : BuildEnum(shape, values, context);
    }

    private ValueSpec BuildEnum(Shape shape, List<LiteralSpec> values, ValueContext context)
    {
        if (values.All(static value => value.Kind == LiteralKind.Boolean))
        {
            RuleSpec rules = values.Count == 1 ? new RuleSpec { Const = values[0] } : RuleSpec.None;
            return new ValueSpec(new ScalarType(ScalarKind.Boolean), shape.IsNullable, rules);
        }
        if (values.Any(static value => value.Kind is LiteralKind.Boolean or LiteralKind.Other))
        {
            Layer place = shape.With("enum").First();
            _problems.Add(ProblemIds.MalformedSchema, $"#{place.Pointer}/enum: only strings and numbers make an enum; the value is typed as FalJson.", place.Node["enum"]!);
            return Free(shape);
        }
        if (!AreApart(values))
        {
            Layer place = shape.With("enum").First();
            _problems.Add(ProblemIds.MalformedSchema, $"#{place.Pointer}/enum: two of the values are one in C#, or none of its numbers; the value is typed as FalJson.", place.Node["enum"]!);
            return Free(shape);
        }
        return Enum(values, IsComponentsOwn(shape, values) ? shape.Component : null, shape, context, isOpen: false);
    }

    /// <summary>Whether the referenced schema alone allows just these values.</summary>
    private bool IsComponentsOwn(Shape shape, List<LiteralSpec> values)
    {
        if (shape.Component is not { } component)
            return false;
        (_, int start, int end) = shape.References.Find(reference => reference.Pointer == component);
        var own = new Shape();
        own.Layers.AddRange(shape.Layers.GetRange(start, end - start));
        return own.Layers.Any(IsFinite) && FiniteValues(own).SequenceEqual(values);
    }

    /// <summary>An enum of these values: named by a component or by its place; open where any other string may be sent as well.</summary>
    private ValueSpec Enum(List<LiteralSpec> values, string? component, Shape shape, ValueContext context, bool isOpen)
    {
        ValueContext scope = component is null ? context : Enter(shape, context);
        // The same values in another order are the same enum.
        string list = string.Join("|", values.Select(static value => $"{value.Kind}:{value.Text.Length}:{value.Text}").OrderBy(static value => value, StringComparer.Ordinal));
        var key = new DraftKey(component ?? $"enum|{context.Desired}|{list}");
        Draft draft = Register(key, component is null ? context.Desired : ComponentName(component), component is not null, scope, out bool isNew);
        if (isNew)
        {
            NotePlace(key, shape);
            draft.Spec = new EnumSpec
            {
                Name = "",
                Doc = component is null ? DocSpec.None : DocReader.Read(shape),
                InInput = true,
                InOutput = true,
                Obsolete = component is null ? null : Obsolete(shape),
                Values = values.Select(static value => new EnumValueSpec("", value)).ToEquatableArray(),
            };
        }

        // What the service can send, it can send more of tomorrow.
        NamedKind kind = isOpen || context.InOutput ? NamedKind.OpenEnum : NamedKind.Enum;
        return new ValueSpec(new DraftType(key, kind), shape.IsNullable, new RuleSpec { IsClosed = !isOpen });
    }

    private static bool IsFinite(Layer layer) => layer.Node["const"] is not null || layer.Node["enum"] is { IsArray: true, Items.Length: > 0 };

    private static bool IsFinite(Shape shape) => shape.Layers.Any(IsFinite);

    /// <summary>The values that everything around a value allows, without null, each once, in the order of the first list.</summary>
    private List<LiteralSpec> FiniteValues(Shape shape)
    {
        if (shape.Layers.Find(IsFinite) is not { Node: { } first })
            return [];
        IEnumerable<JsonNode> candidates = first["const"] is { } constant ? [constant] : first["enum"]!.Items;
        return [.. candidates.Where(value => !value.IsNull && Allows(shape, value)).Select(Literals.Read).Distinct()];
    }

    private bool Allows(Shape shape, JsonNode value)
    {
        if (shape.Types is { } types && value.IsString && !types.Contains("string"))
            return false;
        if (!shape.Layers.All(layer => LiteralChecker.AllowsHere(layer.Node, value)))
            return false;
        int fitting = shape.Branches.Count(branch => _literals.Allows(branch.Node, value));
        return shape.Branches.Count == 0 || (shape.IsExclusive ? fitting == 1 : fitting > 0);
    }

    /// <summary>Whether C# can distinguish the values: as doubles, and as text on the wire, where half a character is replaced.</summary>
    private static bool AreApart(List<LiteralSpec> values)
    {
        LiteralSpec[] numbers = [.. values.Where(static value => value.Kind == LiteralKind.Number)];
        LiteralSpec[] texts = [.. values.Where(static value => value.Kind == LiteralKind.String)];
        return numbers.All(static value => ExactNumber.Parse(value.Text).IsDouble)
            && numbers.Select(static value => Literals.Approximate(value.Text)).Distinct().Count() == numbers.Length
            && texts.Select(static value => PlainText.WithoutLoneSurrogates(value.Text)).Distinct(StringComparer.Ordinal).Count() == texts.Length;
    }

    private static string? Obsolete(Shape shape) =>
        shape.Layers.Any(static layer => layer.Node["deprecated"] is { Kind: JsonKind.True }) ? "The service has deprecated this." : null;
}
