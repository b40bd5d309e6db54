using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ModelBuilder
{
    private ValueSpec BuildEnum(Shape shape, ValueContext context)
    {
        List<LiteralSpec> values = EnumValues(shape);
        if (values.Count > 0 && values.All(static value => value.Kind == LiteralKind.Boolean))
        {
            RuleSpec rules = values.Count == 1 ? new RuleSpec { Const = values[0] } : RuleSpec.None;
            return new ValueSpec(new ScalarType(ScalarKind.Boolean), shape.IsNullable, rules);
        }
        if (values.Count == 0 || values.Any(static value => value.Kind is LiteralKind.Boolean or LiteralKind.Other))
        {
            Layer place = shape.With("enum").First();
            if (values.Count > 0)
                _problems.Warn(ProblemIds.MalformedSchema, $"#{place.Pointer}/enum: only strings and numbers make an enum; free JSON takes its place.", place.Node["enum"]!);
            return Free(shape);
        }
        if (!AreApart(values))
        {
            Layer place = shape.With("enum").First();
            _problems.Warn(ProblemIds.MalformedSchema, $"#{place.Pointer}/enum: two of the values are one in C#, or none of its numbers; free JSON takes its place.", place.Node["enum"]!);
            return Free(shape);
        }
        bool own = shape.Component is { } component && shape.Layers[shape.Layers.Count - 1].Pointer == component && shape.With("enum").Count() == 1;
        return Enum(values, own ? shape.Component : null, shape, context, isOpen: false);
    }

    /// <summary>An enum of these values: named by a component or by its place; open where any other string may be sent as well.</summary>
    private ValueSpec Enum(List<LiteralSpec> values, string? component, Shape shape, ValueContext context, bool isOpen)
    {
        ValueContext scope = component is null ? context : Enter(shape, context);
        // The same values in another order are the same enum.
        string list = string.Join("|", values.Select(static value => $"{value.Kind}:{value.Text.Length}:{value.Text}").OrderBy(static value => value, StringComparer.Ordinal));
        string key = component ?? $"enum|{context.Desired}|{list}";
        Draft draft = Register(key, component is null ? context.Desired : ComponentName(component), component is not null, scope, out bool isNew);
        if (isNew)
        {
            NotePlace(key, shape);
            draft.Spec = new EnumSpec
            {
                Name = key,
                Doc = component is null ? DocSpec.None : DocReader.Read(shape),
                InInput = true,
                InOutput = true,
                Obsolete = component is null ? null : Obsolete(shape),
                Values = values.Select(static value => new EnumValueSpec("", value)).ToEquatableArray(),
            };
        }

        // What the service can send, it can send more of tomorrow.
        NamedKind kind = isOpen || context.InOutput ? NamedKind.OpenEnum : NamedKind.Enum;
        return new ValueSpec(new NamedType(key, kind), shape.IsNullable, new RuleSpec { IsClosed = !isOpen });
    }

    /// <summary>The values that every <c>enum</c> around a value allows, without null, each once, in the first list's order.</summary>
    private static List<LiteralSpec> EnumValues(Shape shape)
    {
        List<LiteralSpec>? values = null;
        foreach (Layer layer in shape.With("enum"))
        {
            List<LiteralSpec> allowed = [.. layer.Node["enum"]!.Items.Select(Literals.Read).Where(static value => value.Kind != LiteralKind.Null).Distinct()];
            values = values is null ? allowed : [.. values.Where(allowed.Contains)];
        }
        return values ?? [];
    }

    /// <summary>Whether C# can tell the values apart: as doubles, and as text on the wire, where half a character is replaced.</summary>
    private static bool AreApart(List<LiteralSpec> values)
    {
        LiteralSpec[] numbers = [.. values.Where(static value => value.Kind == LiteralKind.Number)];
        LiteralSpec[] texts = [.. values.Where(static value => value.Kind == LiteralKind.String)];
        return numbers.All(static value => ExactNumber.Parse(value.Text).IsDouble)
            && numbers.Select(static value => Literals.Approximate(value.Text)).Distinct().Count() == numbers.Length
            && texts.Select(static value => Emit.CSharpText.WithoutLoneSurrogates(value.Text)).Distinct(StringComparer.Ordinal).Count() == texts.Length;
    }

    private static string? Obsolete(Shape shape) =>
        shape.Layers.Any(static layer => layer.Node["deprecated"] is { Kind: JsonKind.True }) ? "The service has deprecated this." : null;
}
