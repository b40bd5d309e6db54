using static ComparisonTests.Pairs.Pair;
using static KlingGen.Comparison.ChangeSeverity;

namespace ComparisonTests.Pairs;

/// <summary>What is demanded of a value; enums, unions, words.</summary>
internal static partial class HandMadePairs
{
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

    private static IEnumerable<Pair> OtherMembersAndAlternatives()
    {
        const string Open = """{"type":"object","properties":{"prompt":{"type":"string"}}}""", Closed = """{"type":"object","properties":{"prompt":{"type":"string"}},"additionalProperties":false}""";
        yield return Request("KLD050", Open, Closed, Error, Error, """{"prompt":"a","x":1}""");
        yield return Request("KLD051", Closed, Open, None, Info, """{"prompt":"a"}""");
        const string Any = "\"a\":{\"type\":\"string\"}", Either = "\"a\":{\"anyOf\":[{\"type\":\"string\",\"maxLength\":2},{\"type\":\"string\",\"minLength\":4}]}";
        yield return Request("KLD052", Any, Either, None, Error, """{"a":"abc"}""");
        yield return Request("KLD052", Either, Any, None, Info, """{"a":"ab"}""");
        const string Map = "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}";
        yield return Request("KLD052", Map, Map.Replace("}}", "},\"required\":[\"k\"]}", StringComparison.Ordinal), None, Error, """{"a":{}}""");
        yield return Request("KLD052", Map.Replace("}}", "},\"required\":[\"k\"]}", StringComparison.Ordinal), Map, None, Info, """{"a":{"k":"v"}}""");
    }

    private static IEnumerable<Pair> Enums()
    {
        yield return Request("KLD035", Enum("a", "x", "y"), Enum("a", "x"), Error, Error, """{"a":"y"}""");
        yield return Response("KLD035", Enum("a", "x", "y"), Enum("a", "x"), Error, Info, """{"a":"x"}""");
        yield return Request("KLD035", Enum("quality", "x", "y"), Enum("quality", "x"), Error, Error, """{"quality":"y"}""", Info);
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

    private static string Said(string description, params string[] values) =>
        $"\"refine\":{{{(values.Length == 0 ? "\"type\":\"boolean\"" : $"\"type\":\"string\",\"enum\":[{string.Join(',', values.Select(static value => $"\"{value}\""))}]")},\"description\":\"{description}\"}}";

    private static IEnumerable<Pair> Texts()
    {
        yield return Request("KLD045", P, "\"prompt\":{\"type\":\"string\",\"format\":\"date\"}", None, Info, """{"prompt":"a"}""");
        yield return Request("KLD049", Said("Refines the picture."), Said("Refines the picture (+50%)."), None, None, """{"refine":true}""", Warning);
        yield return Request("KLD049", Said("Costs two credits."), Said("Costs three credits."), None, None, """{"refine":true}""", Warning);
        yield return Request("KLD023", Said("Triples the bill."), Said("Triples the bill.").Replace("}", ",\"default\":true}", StringComparison.Ordinal), None, Warning, "{}", Warning);
        yield return Request("KLD036", Said("Doubles the price.", "x"), Said("Doubles the price.", "x", "y"), None, Info, """{"refine":"x"}""", Info);
        yield return Request("KLD046", P, "\"prompt\":{\"type\":\"string\",\"description\":\"What to draw.\"}", Info, None, """{"prompt":"a"}""");
        yield return Request("KLD046", "\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}", """{"type":"object","x-fal-order-properties":["b","a"],"properties":{"a":{"type":"string"},"b":{"type":"string"}}}""", Info, None);
        yield return Endpoint("KLD047", static schema => schema with { Text = schema.Text.Replace("XInput", "Request", StringComparison.Ordinal) }, None, Info);
    }
}
