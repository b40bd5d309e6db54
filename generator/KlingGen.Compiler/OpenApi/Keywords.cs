namespace KlingGen.Compiler.OpenApi;

/// <summary>Which schema keywords mean something here. Everything else is reported, never passed over in silence.</summary>
internal static class Keywords
{
    // Read by the model, one way or another.
    private static readonly HashSet<string> s_honoured = new(StringComparer.Ordinal)
    {
        "$ref", "type", "properties", "required", "items", "prefixItems", "additionalProperties", "anyOf", "oneOf", "allOf", "enum", "const",
        "nullable", "discriminator", "default", "title", "description", "examples", "example", "deprecated", "format", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
        "minProperties", "maxProperties", "x-fal-order-properties", "x-fal", "ui", "_fal_ui_field", "limit_description", "step", "ge", "le", "gt", "lt",
    };

    // Limits of a media file, written beside `type` by some endpoints and inside `x-fal` by others.
    private static readonly HashSet<string> s_mediaLimits = new(StringComparer.Ordinal)
    {
        "max_file_size", "min_file_size", "max_width", "min_width", "max_height", "min_height", "max_aspect_ratio", "min_aspect_ratio",
        "max_duration", "min_duration", "max_fps", "min_fps", "max_pixels", "min_pixels", "timeout",
    };

    // True without any effect on a C# type.
    private static readonly HashSet<string> s_annotations = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "$anchor", "$defs", "definitions", "externalDocs", "xml", "readOnly", "writeOnly",
    };

    public static bool IsMediaLimit(string keyword) => s_mediaLimits.Contains(keyword);

    public static bool IsKnown(string keyword) =>
        s_honoured.Contains(keyword) || s_mediaLimits.Contains(keyword) || s_annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Keywords that say nothing about which values are allowed.</summary>
    public static bool IsAnnotation(string keyword) =>
        keyword is "title" or "description" or "examples" or "example" or "default" || s_annotations.Contains(keyword) || keyword.StartsWith("x-", StringComparison.Ordinal);
}
