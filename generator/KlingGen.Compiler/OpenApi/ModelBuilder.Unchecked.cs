using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>The account of rules: what a kind of value does not check is said, with its place, never passed over.</summary>
internal sealed partial class ModelBuilder
{
    private static readonly string[] s_stringRules = ["minLength", "maxLength", "pattern"];
    private static readonly string[] s_mediaRules = ["minLength", "maxLength"];
    private static readonly string[] s_numberRules = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    private static readonly string[] s_listRules = ["items", "minItems", "maxItems", "uniqueItems"];
    private static readonly string[] s_tupleRules = ["prefixItems", "items", "additionalItems", "minItems", "maxItems"];
    private static readonly string[] s_mapRules = ["additionalProperties", "minProperties", "maxProperties", "required"];
    private static readonly string[] s_recordRules = ["properties", "required", "additionalProperties"];

    /// <summary>Reports each rule of the layers that a value of this kind does not check.</summary>
    /// <param name="shape">The schema objects about the value.</param>
    /// <param name="subject">The JSON type of the value; empty where no type is said.</param>
    /// <param name="honoured">The rules that are checked, or become the C# type.</param>
    private void ReportUnchecked(Shape shape, string subject, string[] honoured)
    {
        foreach (Layer layer in shape.Layers)
            foreach (JsonMember rule in layer.Node.Members)
            {
                if (Keywords.Subject(rule.Name) is not { } about || Keywords.SaysNothing(rule) || (about == subject && honoured.Contains(rule.Name)))
                    continue;
                if (about != subject && shape.IsOneOfTypes)
                    continue;
                string reason = subject.Length == 0 ? "the schema says no 'type' for it to speak about, so it is"
                    : about != subject ? $"it says nothing about a JSON {subject}; it is"
                    : "it is";
                ReportUnchecked(layer, rule, reason);
            }
    }

    private void ReportUnchecked(Layer layer, JsonMember rule, string reason = "it is") =>
        _problems.Add(ProblemIds.UncheckedRule, $"#{layer.Pointer}/{rule.Name}: {reason} not checked before the call; the service checks it.", rule);

    private void ReportNoType(Shape shape)
    {
        Layer place = shape.Layers.FindLast(static layer => layer.Node["type"] is not null) ?? shape.Layers[shape.Layers.Count - 1];
        JsonNode node = place.Node["type"] ?? place.Node;
        _problems.Add(ProblemIds.Contradiction, $"#{place.Pointer}/type: no value is of this type and of the others that the schema demands as well; the value is typed as FalJson, unchecked. Remove one of the types.", node);
    }
}
