namespace Generator.Tests;

/// <summary>Texts that would hurt if they reached emitted code unescaped, and the twelve places of a schema where foreign text stands.</summary>
internal static class HostileText
{
    public static readonly string[] Places = ["title", "description", "property", "component", "enum", "default", "example", "pattern", "format", "const", "endpoint", "server"];

    public static readonly string[] Texts =
    [
        "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\0", "\t", " ", "",
        "a\npublic class Evil {}", "a\r/// </summary>\rclass Evil;", "a\u0085class Evil;", "a\u2028class Evil;", "a\u2029class Evil;",
        "*/ class Evil {} /*", "// x", "/* x", "/// <summary>", "</summary>", "</summary><evil>", "<![CDATA[", "]]>", "<!-- x", "-->", "&amp;", "&bogus;", "<see cref=\"Nothing\"/>",
        "\"", "\"\"", "\"\"\"", "\"; class Evil {} //", "\\", "\\\"", "\\u0022", "\\n", "\\x", "'", "`", "```", "$\"{0}\"", "@\"", "{", "}", "{}", "{0}", "{{", "}}",
        "#if X", "#endif", "#error evil", "#line 1 \"x\"", "#pragma warning restore", "#nullable disable",
        "\u202ereversed\u202c", "\u2066\u2067\u2069", "\u200b\u200d", "\uFEFF", "\uD83D", "\uDE00", "\uD83Dx\uDE00", "😀", "é\u0301", "İı", "中文", "٣", "Ⅷ",
        "class", "record", "value", "field", "namespace Evil;", "using System;", "[Evil]", "System", "KlingGen", "FalJson", "Func", "Equals", "Clone", "ToString", "GetHashCode",
        "EqualityContract", "AdditionalProperties", "XInput", "xinput", "XOUTPUT", "Normal", "normal", "NORMAL", "Codec", "XClient", "../../evil", "a/b~c%d", "[x](https://a/\"><evil)", "**", "__a__", "- x\n- y", "%s%n",
        new string('a', 1_000_000), string.Concat(Enumerable.Repeat("*/\"\n", 250_000)),
    ];

    /// <summary>A document with the text in one of the places, and with benign text in the others.</summary>
    public static string Document(string place, string text)
    {
        string At(string here, string otherwise) => here == place ? text : otherwise;
        string id = "o/" + At("endpoint", "x");
        // A component that is called like the input is the input, and no part of it.
        string component = At("component", "Part") is var given && given is "XInput" or "XOutput" ? "Part" : given;
        var property = new Dictionary<string, object?> { ["type"] = "string", ["title"] = At("title", "Normal"), ["description"] = At("description", "A normal text."), ["format"] = At("format", "plain"), ["default"] = At("default", "standard"), ["examples"] = new[] { At("example", "one") }, ["pattern"] = At("pattern", "^a") };
        var schema = new Dictionary<string, object?>
        {
            ["type"] = "object",
            ["title"] = At("title", "Input"),
            ["description"] = At("description", "A normal input."),
            ["required"] = new[] { "tag" },
            ["properties"] = new Dictionary<string, object?>
            {
                ["normal_one"] = property,
                ["tag"] = new Dictionary<string, object?> { ["const"] = At("const", "fixed") },
                ["choice"] = new Dictionary<string, object?> { ["enum"] = new[] { At("enum", "first"), "second" }, ["default"] = At("enum", "first"), ["description"] = At("description", "A choice.") },
                ["part"] = new Dictionary<string, object?> { ["$ref"] = "#/components/schemas/" + component.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace("%", "%25", StringComparison.Ordinal) },
                ["either"] = new Dictionary<string, object?> { ["anyOf"] = new object[] { new Dictionary<string, object?> { ["type"] = "number" }, new Dictionary<string, object?> { ["enum"] = new[] { At("enum", "auto"), "none" } } } },
                [At("property", "other_one")] = new Dictionary<string, object?> { ["type"] = "array", ["items"] = new Dictionary<string, object?> { ["type"] = "integer", ["minimum"] = 1 } },
            },
        };
        var part = new Dictionary<string, object?> { ["type"] = "object", ["description"] = At("description", "A part."), ["properties"] = new Dictionary<string, object?> { [At("property", "inner")] = new Dictionary<string, object?> { ["type"] = "string" } } };
        var document = new Dictionary<string, object?>
        {
            ["openapi"] = "3.0.4",
            ["info"] = new Dictionary<string, object?> { ["title"] = At("title", "t"), ["x-fal-metadata"] = new Dictionary<string, object?> { ["about"] = At("description", "Does things.") } },
            ["servers"] = new[] { new Dictionary<string, object?> { ["url"] = At("server", "https://queue.fal.run") } },
            ["components"] = new Dictionary<string, object?> { ["schemas"] = new Dictionary<string, object?> { ["XInput"] = schema, ["XOutput"] = part, [component] = part } },
            ["paths"] = new Dictionary<string, object?>
            {
                ["/" + id] = new Dictionary<string, object?> { ["post"] = new Dictionary<string, object?> { ["requestBody"] = Content("XInput") } },
                ["/" + id + "/requests/{request_id}"] = new Dictionary<string, object?> { ["get"] = new Dictionary<string, object?> { ["responses"] = new Dictionary<string, object?> { ["200"] = Content("XOutput") } } },
            },
        };
        return Json(document);
    }

    private static Dictionary<string, object?> Content(string name) => new()
    {
        ["content"] = new Dictionary<string, object?> { ["application/json"] = new Dictionary<string, object?> { ["schema"] = new Dictionary<string, object?> { ["$ref"] = "#/components/schemas/" + name } } },
    };

    /// <summary>A writer of our own: half a surrogate pair must reach the file as it is.</summary>
    private static string Json(object? value) => value switch
    {
        string text => "\"" + string.Concat(text.Select(static c => c is '"' or '\\' || c < ' ' || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c.ToString())) + "\"",
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        IEnumerable<KeyValuePair<string, object?>> members => "{" + string.Join(",", members.Select(static member => Json(member.Key) + ":" + Json(member.Value))) + "}",
        System.Collections.IEnumerable items => "[" + string.Join(",", items.Cast<object?>().Select(Json)) + "]",
        _ => throw new NotSupportedException(value?.GetType().Name),
    };
}
