using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Recognises the strings of a request that stand for a picture, a sound, a video or a file.</summary>
internal static class MediaRules
{
    private static readonly HashSet<string> s_textFields = new(StringComparer.Ordinal)
    {
        "text", "textarea", "number", "slider", "select", "color", "checkbox", "json", "date", "password", "hidden",
    };

    /// <summary>Said outright: by the service's form, by the format, or by limits that only a file can have.</summary>
    public static bool IsMarked(IEnumerable<Layer> layers)
    {
        foreach (Layer layer in layers)
        {
            if (Field(layer.Node["_fal_ui_field"]) || Field(layer.Node["ui"]?["field"]))
                return true;
            if (layer.Node["format"] is { IsString: true } format && format.Text == "binary")
                return true;
            if (layer.Node[MediaLimitKind.MaxFileSize.WireName] is not null || layer.Node["x-fal"]?[MediaLimitKind.MaxFileSize.WireName] is not null)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether a default or an example is a string that is not an address: then the member takes other words too (`canny` in a
    /// `control_method_url`), and must stay a string.
    /// </summary>
    public static bool HasOtherValues(IEnumerable<Layer> layers)
    {
        var open = new Stack<JsonNode>();
        foreach (Layer layer in layers)
            foreach (string keyword in (string[])["default", "example", "examples"])
                if (layer.Node[keyword] is { } value)
                    open.Push(value);

        while (open.Count > 0)
        {
            JsonNode node = open.Pop();
            foreach (JsonNode item in node.Items)
                open.Push(item);
            if (node.IsString && node.Text.Length > 0 && !IsAddress(node.Text))
                return true;
        }
        return false;
    }

    /// <summary>Whether the service itself fills in the empty text, in the sense of "none".</summary>
    public static bool HasEmptyDefault(IEnumerable<Layer> layers) =>
        layers.Any(static layer => layer.Node["default"] is { IsString: true } value && value.Text.Length == 0);

    private static bool Field(JsonNode? field) => field is { IsString: true } && !s_textFields.Contains(field.Text);

    private static bool IsAddress(string text) =>
        text.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
