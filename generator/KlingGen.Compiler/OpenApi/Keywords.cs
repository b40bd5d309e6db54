using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Which schema keywords mean something here. Everything else is reported, never passed over in silence.</summary>
internal static class Keywords
{
    // Read by the model, one way or another.
    private static readonly HashSet<string> s_honoured = new(StringComparer.Ordinal)
    {
        "$ref", "type", "properties", "required", "items", "prefixItems", "additionalItems", "additionalProperties", "anyOf", "oneOf", "allOf", "enum", "const",
        "nullable", "discriminator", "default", "title", "description", "examples", "example", "deprecated", "format", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "x-fal-order-properties", "x-fal", "ui", "_fal_ui_field", "limit_description", "step", "ge", "le", "gt", "lt",
    };

    /// <summary>Stands for all types where it is not known which.</summary>
    public const string AnyType = "*";

    // True without any effect on a C# type.
    private static readonly HashSet<string> s_annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "$anchor", "$defs", "definitions", "externalDocs", "xml", "readOnly", "writeOnly",
    };

    /// <summary>The JSON type that a rule speaks about: <c>string</c>, <c>number</c>, <c>array</c> or <c>object</c>; null for what is no such rule.</summary>
    public static string? Subject(string keyword) => keyword switch
    {
        "minLength" or "maxLength" or "pattern" => "string",
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf" => "number",
        "items" or "prefixItems" or "additionalItems" or "minItems" or "maxItems" or "uniqueItems" => "array",
        "properties" or "required" or "additionalProperties" or "minProperties" or "maxProperties" => "object",
        _ => null,
    };

    /// <summary>Whether a rule refuses nothing, such as <c>minLength: 0</c> or <c>uniqueItems: false</c>, or has a value that is reported elsewhere.</summary>
    public static bool SaysNothing(JsonMember rule) => rule.Name switch
    {
        "minLength" or "minItems" or "minProperties" => Literals.Count(rule.Value) is null or 0,
        "maxLength" or "maxItems" or "maxProperties" => Literals.Count(rule.Value) is null,
        "minimum" or "maximum" => !rule.Value.IsNumber,
        "exclusiveMinimum" or "exclusiveMaximum" => !rule.Value.IsNumber && rule.Value.Kind != JsonKind.True,
        "multipleOf" => !Literals.IsPositive(rule.Value),
        "uniqueItems" => rule.Value.Kind != JsonKind.True,
        "pattern" => !rule.Value.IsString,
        "required" or "prefixItems" => rule.Value.Items.Length == 0,
        "items" or "additionalItems" or "additionalProperties" => rule.Value.Kind != JsonKind.False && rule.Value.Members.Length == 0 && rule.Value.Items.Length == 0,
        "properties" => rule.Value.Members.Length == 0,
        _ => false,
    };

    public static bool IsKnown(string keyword) =>
        s_honoured.Contains(keyword) || MediaLimitKind.Find(keyword) is not null || s_annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Keywords that say nothing about which values are allowed.</summary>
    public static bool IsAnnotation(string keyword) =>
        keyword is "title" or "description" or "examples" or "example" or "default" || s_annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);
}
