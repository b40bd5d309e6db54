using System.Runtime.CompilerServices;
using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Checks a JSON scalar against a schema while the code is generated: which values of an <c>enum</c> can ever be sent.</summary>
internal sealed class LiteralChecker(JsonNode root)
{
    private const int Deepest = 32;

    private static readonly ConditionalWeakTable<JsonNode, HashSet<LiteralSpec>> s_known = new();

    /// <summary>Whether the schema, with all that it refers to, allows the value. What cannot be decided is allowed.</summary>
    public bool Allows(JsonNode schema, JsonNode value, int depth = 0)
    {
        if (!schema.IsObject || depth > Deepest)
            return schema.Kind != JsonKind.False;
        if (schema["nullable"] is { Kind: JsonKind.True } && value.IsNull)
            return true;
        return AllowsHere(schema, value)
            && (schema["$ref"] is not { IsString: true } reference || JsonPointer.Resolve(root, reference.Text) is not { } target || Allows(target.Node, value, depth + 1))
            && (schema["allOf"]?.Items ?? []).All(branch => Allows(branch, value, depth + 1))
            && (schema["anyOf"] is not { IsArray: true, Items.Length: > 0 } any || any.Items.Any(branch => Allows(branch, value, depth + 1)))
            && (schema["oneOf"] is not { IsArray: true, Items.Length: > 0 } one || one.Items.Count(branch => Allows(branch, value, depth + 1)) == 1);
    }

    /// <summary>What the schema object itself says, apart from schemas inside it.</summary>
    public static bool AllowsHere(JsonNode schema, JsonNode value)
    {
        if (schema["nullable"] is { Kind: JsonKind.True } && value.IsNull)
            return true;
        if (schema["type"] is { } type && !(type.IsArray ? type.Items : [type]).Any(name => name.IsString && IsOf(name.Text, value)))
            return false;
        LiteralSpec literal = Literals.Read(value);
        if (schema["enum"] is { IsArray: true, Items.Length: > 0 } values && !Known(values).Contains(literal))
            return false;
        if (schema["const"] is { } constant && Literals.Read(constant) != literal)
            return false;
        return value.IsString ? AllowsText(schema, value.Text) : !value.IsNumber || AllowsNumber(schema, ExactNumber.Parse(value.Raw));
    }

    // Each value of a long enum is looked up in it.
    private static HashSet<LiteralSpec> Known(JsonNode values) => s_known.GetValue(values, static node => [.. node.Items.Select(Literals.Read)]);

    private static bool IsOf(string type, JsonNode value) => type switch
    {
        "string" => value.IsString,
        "boolean" => value.IsBoolean,
        "null" => value.IsNull,
        "number" => value.IsNumber,
        "integer" => value.IsNumber && ExactNumber.Parse(value.Raw).IsWhole,
        "array" => value.IsArray,
        "object" => value.IsObject,
        _ => true,
    };

    private static bool AllowsText(JsonNode schema, string text)
    {
        int length = text.Length - text.Where((c, i) => char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1])).Count();
        return !(Literals.Count(schema["minLength"]) > length) && !(Literals.Count(schema["maxLength"]) < length)
            && (schema["pattern"] is not { IsString: true } pattern || PatternReader.IsMatch(pattern.Text, text) != false);
    }

    private static bool AllowsNumber(JsonNode schema, ExactNumber number)
    {
        bool Keeps(string keyword, Func<int, bool> order) => schema[keyword] is not { IsNumber: true } bound || order(number.CompareTo(ExactNumber.Parse(bound.Raw)));
        bool above = schema["exclusiveMinimum"] is { Kind: JsonKind.True }, below = schema["exclusiveMaximum"] is { Kind: JsonKind.True };
        return Keeps("minimum", order => order > 0 || (order == 0 && !above)) && Keeps("maximum", order => order < 0 || (order == 0 && !below))
            && Keeps("exclusiveMinimum", static order => order > 0) && Keeps("exclusiveMaximum", static order => order < 0)
            && (schema["multipleOf"] is not { } step || !Literals.IsPositive(step) || number.IsMultipleOf(ExactNumber.Parse(step.Raw)) != false);
    }
}
