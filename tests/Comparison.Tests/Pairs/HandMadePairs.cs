using KlingGen.Compiler;
using static ComparisonTests.Pairs.Pair;
using static KlingGen.Compiler.ChangeSeverity;

namespace ComparisonTests.Pairs;

/// <summary>At least one pair for every rule, and one for each direction in which it means something else.</summary>
internal static class HandMadePairs
{
    private const string P = "\"prompt\":{\"type\":\"string\"}";
    private const string Picture = """{"type":"object","properties":{"url":{"type":"string"},"file_name":{"type":"string"}},"required":["url"]}""";
    private const string Size = """{"type":"object","properties":{"width":{"type":"integer"}},"required":["width"]}""";

    public static IReadOnlyList<Pair> All { get; } = [.. Endpoints(), .. Types(), .. Members(), .. Values(), .. Rules(), .. Enums(), .. Unions(), .. Texts()];

    private static IEnumerable<Pair> Endpoints()
    {
        yield return Endpoint("KLD001", static schema => schema with { Text = schema.Text.Replace("studio/x", "studio/x2", StringComparison.Ordinal), Namespace = "Studio.Fal.Studio.X", ClientName = "X" }, None, Warning, Warning);
        yield return Endpoint("KLD002", static schema => schema with { Namespace = "Elsewhere" }, Error, None);
        yield return Endpoint("KLD002", static schema => schema with { ClientName = "Other" }, Error, None);
        yield return Endpoint("KLD003", static schema => schema with { Visibility = "internal" }, Error, None);
        yield return Response("KLD004", P, """{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"boolean"}]}""", Error, Error, "true");
        yield return Response("KLD004", P, """{"type":"string"}""", Error, Error, "\"text\"");
        yield return Request("KLD004", P, "{}", Error, None, """{"prompt":"a"}""");
        yield return OtherRoot();
        yield return Priced(0.02m, 0.03m, "images", Error);
        yield return Priced(0.02m, 0.01m, "images", Info);
        yield return Priced(0.02m, 0.01m, "seconds", Error);
    }

    /// <summary>The result takes a type that the request has always had, and leaves its own to the request.</summary>
    private static Pair OtherRoot()
    {
        const string Input = "\"size\":{\"$ref\":\"#/components/schemas/Size\"},\"point\":{\"$ref\":\"#/components/schemas/Point\"}";
        Pair pair = Request("KLD004", Input, Input, Error, None, components: $"\"Size\":{Size},\"Point\":{Size},");
        return pair with { Before = Result(pair.Before, "Size"), After = Result(pair.After, "Point") };

        static SchemaInput Result(SchemaInput schema, string type) => schema with { Text = schema.Text.Replace("""{"type":"object","properties":{"ok":{"type":"boolean"}}}""", $"{{\"$ref\":\"#/components/schemas/{type}\"}}", StringComparison.Ordinal) };
    }

    private static Pair Priced(decimal before, decimal after, string unit, ChangeSeverity cost) =>
        Endpoint("KLD048", static schema => schema, None, None, cost) with { PriceBefore = new LockPrice(before, "images", "USD", "2026-11-01"), PriceAfter = new LockPrice(after, unit, "USD", "2026-11-22") };

    private static IEnumerable<Pair> Types()
    {
        yield return Response("KLD005", "\"size\":{\"$ref\":\"#/components/schemas/Size\"}", "\"size\":{\"$ref\":\"#/components/schemas/Extent\"}", Error, None, """{"size":{"width":3}}""", $"\"Size\":{Size},", $"\"Extent\":{Size},");
        yield return Response("KLD006", "\"a\":{\"$ref\":\"#/components/schemas/Size\"},\"b\":{\"$ref\":\"#/components/schemas/Point\"}", "\"a\":{\"$ref\":\"#/components/schemas/Point\"},\"b\":{\"$ref\":\"#/components/schemas/Size\"}", Info, None, null, $"\"Size\":{Size},\"Point\":{Size},");
        yield return Response("KLD006", "\"a\":{\"$ref\":\"#/components/schemas/Size\"},\"b\":{\"$ref\":\"#/components/schemas/Point\"}", "\"a\":{\"$ref\":\"#/components/schemas/Point\"},\"b\":{\"$ref\":\"#/components/schemas/Size\"}", Info, None, null, $"\"Size\":{Size},\"Point\":{Picture},");
        yield return Response("KLD006", "\"a\":{\"$ref\":\"#/components/schemas/Size\"}", "\"a\":{\"type\":\"string\"},\"b\":{\"$ref\":\"#/components/schemas/Size\"}", Error, None, null, $"\"Size\":{Size},", $"\"Size\":{Picture},");
        yield return Response("KLD007", "\"size\":{\"$ref\":\"#/components/schemas/Size\"}", "\"size\":{\"type\":\"string\"}", Error, None, null, $"\"Size\":{Size},");
        yield return Response("KLD008", "\"size\":{\"$ref\":\"#/components/schemas/Size\"}", "\"size\":{\"$ref\":\"#/components/schemas/Size\"}", Warning, Info, null, $"\"Size\":{Size},", "\"Size\":" + Size.Replace("{\"type\":\"object\"", "{\"deprecated\":true,\"type\":\"object\"", StringComparison.Ordinal) + ",");
        yield return Response("KLD008", "\"size\":{\"$ref\":\"#/components/schemas/Size\"}", "\"size\":{\"$ref\":\"#/components/schemas/Size\"}", None, Info, null, "\"Size\":" + Size.Replace("{\"type\":\"object\"", "{\"deprecated\":true,\"type\":\"object\"", StringComparison.Ordinal) + ",", $"\"Size\":{Size},");
        yield return Response("KLD009", "\"picture\":{\"$ref\":\"#/components/schemas/Picture\"}", "\"picture\":{\"$ref\":\"#/components/schemas/Picture\"}", Error, None, null, $"\"Picture\":{Picture},", "\"Picture\":{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\"}},\"required\":[\"url\"]},");
        yield return Response("KLD009", "\"picture\":{\"$ref\":\"#/components/schemas/Picture\"}", "\"picture\":{\"$ref\":\"#/components/schemas/Picture\"}", None, None, null, "\"Picture\":{\"type\":\"object\",\"properties\":{\"url\":{\"type\":\"string\"}},\"required\":[\"url\"]},", $"\"Picture\":{Picture},");
        yield return Directed();
    }

    /// <summary>A union of the request that the result uses too from now on.</summary>
    private static Pair Directed()
    {
        const string Choice = "\"choice\":{\"$ref\":\"#/components/schemas/Choice\"}";
        Pair pair = Request("KLD010", Choice, Choice, Error, Info, """{"choice":true}""", components: "\"Choice\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"boolean\"}]},");
        return pair with { After = pair.After with { Text = pair.Before.Text.Replace("\"ok\"", Choice + ",\"ok\"", StringComparison.Ordinal) } };
    }

    private static IEnumerable<Pair> Members()
    {
        yield return Request("KLD011", P + ",\"seed\":{\"type\":\"integer\"}", P, Error, Warning, """{"prompt":"a","seed":1}""");
        yield return Request("KLD011", P + ",\"num_images\":{\"type\":\"integer\"}", P, Error, Warning, """{"num_images":2}""", Warning);
        yield return Response("KLD011", "\"!a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"b\":{\"type\":\"string\"}", Error, Error, """{"b":"x"}""");
        yield return Response("KLD011", "\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", "\"b\":{\"type\":\"string\"}", Error, Warning, """{"b":"x"}""");
        yield return Request("KLD012", P, P + ",\"seed\":{\"type\":\"integer\"}", None, Info, """{"prompt":"a"}""");
        yield return Request("KLD012", P, P + ",\"!seed\":{\"type\":\"integer\"}", Error, Error, """{"prompt":"a"}""");
        yield return Request("KLD012", P, P + ",\"resolution\":{\"type\":\"string\"}", None, Info, """{"prompt":"a"}""", Info);
        yield return Response("KLD012", P, P + ",\"!seed\":{\"type\":\"integer\"}", None, Info, """{"seed":1}""");
        yield return Request("KLD013", P + ",\"image_url\":{\"type\":\"string\"}", P + ",\"input_image_url\":{\"type\":\"string\"}", Error, Warning, """{"image_url":"https://x.test/a"}""");
        yield return Request("KLD013", P + ",\"!image_url\":{\"type\":\"string\"}", P + ",\"!input_image_url\":{\"type\":\"string\"}", Error, Error, """{"image_url":"https://x.test/a"}""");
        yield return Response("KLD013", "\"!video_url\":{\"type\":\"string\"}", "\"!output_video_url\":{\"type\":\"string\"}", Error, Error, """{"output_video_url":"a"}""");
        yield return Request("KLD014", "\"frame_1\":{\"type\":\"string\"},\"prompt\":{\"type\":\"string\"}", "\"frame_1\":{\"type\":\"string\"},\"Frame-1\":{\"type\":\"integer\"},\"prompt\":{\"type\":\"string\"}", Error, Warning);
        yield return Request("KLD014", "\"frame_1\":{\"type\":\"string\"}", "\"frame_1\":{\"type\":\"string\"},\"Frame-1\":{\"type\":\"string\"}", None, Warning);
        yield return Request("KLD014", "\"!frame_1\":{\"type\":\"string\"}", "\"!frame_1\":{\"type\":\"string\"},\"Frame-1\":{\"type\":\"string\"}", Error, Warning);
        yield return Request("KLD015", P, "\"!prompt\":{\"type\":\"string\"}", Error, Error, "{}");
        yield return Response("KLD015", P, "\"!prompt\":{\"type\":\"string\"}", None, None, """{"prompt":"a"}""");
        yield return Response("KLD015", "\"a\":{\"type\":\"integer\"}", "\"!a\":{\"type\":\"integer\"}", Error, None, """{"a":1}""");
        yield return Request("KLD016", "\"!prompt\":{\"type\":\"string\"}", P, None, Info, """{"prompt":"a"}""");
        yield return Response("KLD016", "\"!prompt\":{\"type\":\"string\"}", P, Warning, Error, "{}");
        yield return Response("KLD016", "\"!a\":{\"type\":\"integer\"}", "\"a\":{\"type\":\"integer\"}", Error, Error, "{}");
        yield return Request("KLD017", "\"!prompt\":{\"type\":\"string\"}", "\"!prompt\":{\"type\":[\"string\",\"null\"]}", None, Info, """{"prompt":"a"}""");
        yield return Response("KLD017", "\"!prompt\":{\"type\":\"string\"}", "\"!prompt\":{\"type\":[\"string\",\"null\"]}", Warning, Error, """{"prompt":null}""");
        yield return Response("KLD017", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":[\"string\",\"null\"]}}", Warning, Error, """{"a":[null]}""");
        yield return Request("KLD018", "\"!prompt\":{\"type\":[\"string\",\"null\"]}", "\"!prompt\":{\"type\":\"string\"}", Warning, Error, """{"prompt":null}""");
        yield return Request("KLD018", "\"!a\":{\"type\":[\"integer\",\"null\"]}", "\"!a\":{\"type\":\"integer\"}", Error, Error, """{"a":null}""");
        yield return Response("KLD018", "\"!prompt\":{\"type\":[\"string\",\"null\"]}", "\"!prompt\":{\"type\":\"string\"}", None, Info, """{"prompt":"a"}""");
        yield return Request("KLD019", "\"seed\":{\"type\":[\"integer\",\"null\"]}", "\"seed\":{\"type\":[\"integer\",\"null\"],\"default\":7}", None, Info, """{"seed":1}""");
        yield return Request("KLD019", "\"seed\":{\"type\":[\"integer\",\"null\"],\"default\":7}", "\"seed\":{\"type\":[\"integer\",\"null\"]}", Error, Info, """{"seed":null}""");
    }

    private static IEnumerable<Pair> Values()
    {
        yield return Request("KLD020", "\"seed\":{\"type\":\"integer\"}", "\"seed\":{\"type\":\"string\"}", Error, Error, """{"seed":1}""");
        yield return Request("KLD020", "\"steps\":{\"type\":\"integer\"}", "\"steps\":{\"type\":\"integer\",\"maximum\":9000000000}", None, Info, """{"steps":1}""");
        yield return Request("KLD020", "\"steps\":{\"type\":\"integer\"}", "\"steps\":{\"type\":\"number\"}", None, Info, """{"steps":1}""");
        yield return Request("KLD020", "\"steps\":{\"type\":\"number\"}", "\"steps\":{\"type\":\"integer\"}", Error, Error, """{"steps":1.5}""");
        yield return Request("KLD020", "\"face\":{\"type\":\"string\"}", "\"face\":{\"type\":\"string\",\"_fal_ui_field\":\"image\"}", None, Warning);
        yield return Request("KLD020", "\"a\":{\"type\":\"string\"}", "\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"boolean\"}]}", Warning, Info, """{"a":"x"}""");
        yield return Request("KLD020", "\"a\":{\"type\":\"string\"}", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", Error, Error, """{"a":"x"}""");
        yield return Request("KLD020", "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}", "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}", Error, Error, """{"a":{"x":1}}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"integer\"}", "\"!a\":{\"type\":\"number\"}", Error, Error, """{"a":1.5}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"number\"}", "\"!a\":{\"type\":\"integer\"}", None, Info, """{"a":1}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}", "\"!a\":{\"type\":\"string\"}", None, Warning, """{"a":"z"}""");
        yield return Response("KLD007", "\"!a\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}", "\"!a\":{\"type\":\"string\"}", Error, None);
        yield return Response("KLD020", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", Error, Error, """{"a":[1]}""");
        yield return Replaced();
        yield return Request("KLD022", P, "\"prompt\":{\"type\":\"string\",\"deprecated\":true}", Warning, Info, """{"prompt":"a"}""");
        yield return Response("KLD022", "\"prompt\":{\"type\":\"string\",\"deprecated\":true}", P, None, Info, """{"prompt":"a"}""");
        yield return Request("KLD023", "\"steps\":{\"type\":\"integer\",\"default\":20}", "\"steps\":{\"type\":\"integer\",\"default\":30}", None, Warning, "{}", Warning);
        yield return Request("KLD023", "\"seed\":{\"type\":\"integer\",\"default\":20}", "\"seed\":{\"type\":\"integer\"}", None, Warning, "{}");
        yield return Response("KLD023", "\"seed\":{\"type\":\"integer\",\"default\":20}", "\"seed\":{\"type\":\"integer\"}", None, Info, "{}");
        yield return Request("KLD024", "\"!kind\":{\"const\":\"a\"}", "\"!kind\":{\"const\":\"b\"}", None, Error, """{"kind":"a"}""");
        yield return Request("KLD024", "\"!kind\":{\"const\":\"a\"}", "\"!kind\":{\"type\":\"string\"}", Error, Info, """{"kind":"a"}""");
        yield return Request("KLD024", "\"!kind\":{\"type\":\"string\"}", "\"!kind\":{\"const\":\"b\",\"type\":\"string\"}", None, Error, """{"kind":"a"}""");
        yield return Request("KLD024", "\"mode\":{\"type\":\"string\"}", "\"mode\":{\"const\":\"b\",\"type\":\"string\"}", None, Error, """{"mode":"a"}""", Warning);
        yield return Response("KLD024", "\"!kind\":{\"const\":\"a\"}", "\"!kind\":{\"const\":\"b\"}", None, Warning, """{"kind":"b"}""");
    }

    /// <summary>A member takes another type, and its own goes on standing elsewhere.</summary>
    private static Pair Replaced()
    {
        const string Before = "\"size\":{\"$ref\":\"#/components/schemas/Size\"},\"point\":{\"$ref\":\"#/components/schemas/Point\"}";
        const string After = "\"size\":{\"$ref\":\"#/components/schemas/Point\"},\"point\":{\"$ref\":\"#/components/schemas/Point\"},\"other\":{\"$ref\":\"#/components/schemas/Size\"}";
        return Request("KLD021", Before, After, Error, None, """{"size":{"width":1}}""", components: $"\"Size\":{Size},\"Point\":{Size},");
    }

    private static IEnumerable<Pair> Rules()
    {
        yield return Request("KLD025", "\"a\":{\"type\":\"integer\"}", "\"a\":{\"type\":\"integer\",\"minimum\":5}", None, Error, """{"a":4}""");
        yield return Request("KLD025", "\"a\":{\"type\":\"number\",\"maximum\":1}", "\"a\":{\"type\":\"number\",\"exclusiveMaximum\":1}", None, Error, """{"a":1}""");
        yield return Request("KLD025", "\"width\":{\"type\":\"integer\",\"maximum\":4096}", "\"width\":{\"type\":\"integer\",\"maximum\":2048}", None, Error, """{"width":4096}""", Info);
        yield return Response("KLD025", "\"a\":{\"type\":\"integer\"}", "\"a\":{\"type\":\"integer\",\"minimum\":5}", None, Info, """{"a":5}""");
        yield return Request("KLD026", "\"a\":{\"type\":\"integer\",\"maximum\":9}", "\"a\":{\"type\":\"integer\",\"maximum\":10}", None, Info, """{"a":9}""");
        yield return Request("KLD026", "\"duration\":{\"type\":\"integer\",\"maximum\":9}", "\"duration\":{\"type\":\"integer\"}", None, Info, """{"duration":9}""", Info);
        yield return Request("KLD027", "\"a\":{\"type\":\"integer\"}", "\"a\":{\"type\":\"integer\",\"multipleOf\":8}", None, Error, """{"a":4}""");
        yield return Request("KLD027", "\"a\":{\"type\":\"integer\",\"multipleOf\":8}", "\"a\":{\"type\":\"integer\",\"multipleOf\":4}", None, Info, """{"a":16}""");
        yield return Request("KLD028", P, "\"prompt\":{\"type\":\"string\",\"maxLength\":3}", None, Error, """{"prompt":"long"}""");
        yield return Request("KLD028", P, "\"prompt\":{\"type\":\"string\",\"minLength\":1}", None, Error, """{"prompt":""}""");
        yield return Request("KLD029", "\"prompt\":{\"type\":\"string\",\"maxLength\":3}", "\"prompt\":{\"type\":\"string\",\"maxLength\":4}", None, Info, """{"prompt":"abc"}""");
        yield return Request("KLD030", P, "\"prompt\":{\"type\":\"string\",\"pattern\":\"^a\"}", None, Error, """{"prompt":"b"}""");
        yield return Request("KLD030", "\"prompt\":{\"type\":\"string\",\"pattern\":\"^a\"}", P, None, Info, """{"prompt":"a"}""");
        yield return Request("KLD031", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":1}", None, Error, """{"a":["x","y"]}""");
        yield return Request("KLD031", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"uniqueItems\":true}", None, Error, """{"a":["x","x"]}""");
        yield return Request("KLD031", "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}", "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"},\"minProperties\":1}", None, Error, """{"a":{}}""");
        yield return Request("KLD032", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":2}", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", None, Info, """{"a":["x","y"]}""");
        yield return Request("KLD033", "\"image_url\":{\"type\":\"string\"}", "\"image_url\":{\"type\":\"string\",\"max_file_size\":1000}", None, Error);
        yield return Request("KLD033", "\"image_url\":{\"type\":\"string\",\"min_width\":100}", "\"image_url\":{\"type\":\"string\",\"min_width\":200}", None, Error);
        yield return Request("KLD034", "\"image_url\":{\"type\":\"string\",\"max_width\":100}", "\"image_url\":{\"type\":\"string\",\"max_width\":200}", None, Info);
    }

    private static IEnumerable<Pair> Enums()
    {
        yield return Request("KLD035", Enum("a", "x", "y"), Enum("a", "x"), Error, Error, """{"a":"y"}""");
        yield return Response("KLD035", Enum("a", "x", "y"), Enum("a", "x"), Error, Info, """{"a":"x"}""");
        yield return Request("KLD035", Enum("quality", "x", "y"), Enum("quality", "x"), Error, Error, """{"quality":"y"}""");
        yield return Request("KLD036", Enum("a", "x", "y"), Enum("a", "x", "y", "z"), None, Info, """{"a":"y"}""");
        yield return Response("KLD036", Enum("a", "x", "y"), Enum("a", "x", "y", "z"), None, Warning, """{"a":"z"}""");
        yield return Request("KLD037", Enum("a", "x y"), Enum("a", "x y", "X-Y"), Info, Warning, """{"a":"x y"}""");
        yield return Request("KLD037", Enum("a", "x y", "X-Y"), Enum("a", "x y"), Error, None);
        yield return Request("KLD038", Enum("a", "x", "y"), Enum("a", "y", "x"), Info, None, """{"a":"y"}""");
        yield return Request("KLD039", "\"a\":{\"anyOf\":[{\"type\":\"string\",\"enum\":[\"x\"]},{\"type\":\"string\"}]}", Enum("a", "x"), None, Error, """{"a":"z"}""");
        yield return Request("KLD040", Enum("a", "x"), "\"a\":{\"anyOf\":[{\"type\":\"string\",\"enum\":[\"x\"]},{\"type\":\"string\"}]}", None, Info, """{"a":"x"}""");

        static string Enum(string name, params string[] values) => $"\"{name}\":{{\"type\":\"string\",\"enum\":[{string.Join(',', values.Select(static value => $"\"{value}\""))}]}}";
    }

    private static IEnumerable<Pair> Unions()
    {
        yield return Request("KLD041", Union("boolean", "string"), Union("boolean", "string", "integer"), Error, Info, """{"a":"x"}""");
        yield return Response("KLD041", Union("boolean", "string"), Union("boolean", "string", "integer"), Error, Warning, """{"a":4}""");
        yield return Request("KLD042", Union("boolean", "string", "integer"), Union("boolean", "string"), Error, Error, """{"a":4}""");
        yield return Response("KLD042", Union("boolean", "string", "integer"), Union("boolean", "string"), Error, Info, """{"a":"x"}""");
        yield return Request("KLD043", Union("boolean", "string"), Union("string", "boolean"), Error, None, """{"a":"x"}""");
        yield return Response("KLD044", Tagged("a", "b"), Tagged("a", "c"), None, Info, null);

        static string Union(params string[] types) => $"\"a\":{{\"anyOf\":[{string.Join(',', types.Select(static type => $"{{\"type\":\"{type}\"}}"))}]}}";
        static string Tagged(string left, string right) => $"\"a\":{{\"anyOf\":[{Branch(left, "x")},{Branch(right, "y")}]}}";
        static string Branch(string tag, string name) => $"{{\"type\":\"object\",\"title\":\"{name}\",\"required\":[\"kind\",\"{name}\"],\"properties\":{{\"kind\":{{\"const\":\"{tag}\",\"type\":\"string\"}},\"{name}\":{{\"type\":\"string\"}}}}}}";
    }

    private static IEnumerable<Pair> Texts()
    {
        yield return Request("KLD045", P, "\"prompt\":{\"type\":\"string\",\"format\":\"date\"}", None, Info, """{"prompt":"a"}""");
        yield return Request("KLD046", P, "\"prompt\":{\"type\":\"string\",\"description\":\"What to draw.\"}", Info, None, """{"prompt":"a"}""");
        yield return Request("KLD046", "\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", """{"type":"object","x-fal-order-properties":["b","a"],"properties":{"a":{"type":"string"},"b":{"type":"string"}}}""", Info, None);
        yield return Endpoint("KLD047", static schema => schema with { Text = schema.Text.Replace("XInput", "Request", StringComparison.Ordinal) }, None, Info);
    }
}
