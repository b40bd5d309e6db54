using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

internal sealed partial class ShapeReader
{
    private static readonly HashSet<string> s_typeNames = new(StringComparer.Ordinal) { "string", "integer", "number", "boolean", "array", "object", "null" };

    /// <summary>Reports what this schema object says that nobody here understands; each object once.</summary>
    private void Check(JsonNode node, string pointer)
    {
        if (!_checked.Add(node))
            return;

        foreach (JsonMember member in node.Members)
        {
            if (!Keywords.IsKnown(member.Name))
                problems.Add(ProblemIds.UnknownKeyword, $"#{pointer}: the keyword '{member.Name}' is not known here and has no effect. Remove it, or report it if it matters.", member);
            else if (Expected(member.Name) is { } expected && !expected.Fits(member.Value))
                Malformed(member.Value, pointer, member.Name, expected.Name);
        }

        if (node["type"] is { } type)
            foreach (JsonNode name in type.IsArray ? type.Items : [type])
                if (name.IsString && !s_typeNames.Contains(name.Text))
                    Malformed(name, pointer, "type", "one of the seven JSON Schema types");
    }

    private void Malformed(JsonNode value, string pointer, string keyword, string expected) =>
        problems.Add(ProblemIds.MalformedSchema, $"#{pointer}/{keyword}: expected {expected}, found {Describe(value)}; the keyword has no effect.", value);

    private static string Describe(JsonNode value)
    {
        string text = CanonicalJson.Write(value, limit: 40);
        return text.Length > 40 ? text.Substring(0, 40) + "…" : text;
    }

    private static Expectation? Expected(string keyword) => keyword switch
    {
        "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties" => new("a whole number that is not negative", static value => Literals.Count(value) is not null),
        "minimum" or "maximum" => new("a number", static value => value.IsNumber),
        "exclusiveMinimum" or "exclusiveMaximum" => new("a number, or true or false", static value => value.IsNumber || value.IsBoolean),
        "multipleOf" => new("a number above zero", static value => Literals.IsPositive(value)),
        "uniqueItems" or "deprecated" or "nullable" => new("true or false", static value => value.IsBoolean),
        "enum" => new("a list of values", static value => value.IsArray && value.Items.Length > 0),
        "required" or "x-fal-order-properties" => new("a list of names", static value => value.IsArray && value.Items.All(static item => item.IsString)),
        "properties" => new("an object", static value => value.IsObject),
        "pattern" or "title" or "description" or "format" => new("a string", static value => value.IsString),
        "type" => new("the name of a type", static value => value.IsString || (value.IsArray && value.Items.Length > 0 && value.Items.All(static item => item.IsString))),
        "prefixItems" => new("a list of schemas", static value => value.IsArray),
        "items" => new("a schema", static value => value.IsObject || value.IsBoolean || value.IsArray),
        "additionalItems" or "additionalProperties" => new("a schema, or true or false", static value => value.IsObject || value.IsBoolean),
        _ => null,
    };

    private sealed record Expectation(string Name, Func<JsonNode, bool> Fits);
}
