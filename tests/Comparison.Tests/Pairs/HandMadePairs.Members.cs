using static ComparisonTests.Pairs.Pair;
using static KlingGen.Comparison.ChangeSeverity;

namespace ComparisonTests.Pairs;

/// <summary>Members, and the types of their values.</summary>
internal static partial class HandMadePairs
{
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

        // A variable still converts; `new()` makes a union, which has no constructor.
        yield return Request("KLD020", "\"a\":{\"$ref\":\"#/components/schemas/Box\"}", "\"a\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/Box\"},{\"type\":\"boolean\"}]}", Error, Info, """{"a":{"w":1}}""", components: "\"Box\":{\"type\":\"object\",\"properties\":{\"w\":{\"type\":\"integer\"}}},");
        yield return Request("KLD020", "\"a\":{\"type\":\"string\"}", "\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"boolean\"}]}", Warning, Info, """{"a":"x"}""");
        yield return Request("KLD020", "\"a\":{\"type\":\"string\"}", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", Error, Error, """{"a":"x"}""");
        yield return Request("KLD020", "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}", "\"a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}", Error, Error, """{"a":{"x":1}}""");
        foreach (Pair pair in Constants())
            yield return pair;
        yield return Response("KLD020", "\"!a\":{\"type\":\"integer\"}", "\"!a\":{\"type\":\"number\"}", Error, Error, """{"a":1.5}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"number\"}", "\"!a\":{\"type\":\"integer\"}", None, Info, """{"a":1}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}", "\"!a\":{\"type\":\"string\"}", None, Warning, """{"a":"z"}""");
        yield return Response("KLD007", "\"!a\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]}", "\"!a\":{\"type\":\"string\"}", Error, None);
        yield return Response("KLD020", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", Error, Warning, """{"a":[1]}""");
        yield return Response("KLD017", "\"!a\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}", "\"!a\":{\"type\":\"object\",\"additionalProperties\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}}", Warning, Warning, """{"a":{"x":null}}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"boolean\"}", "\"!a\":{\"type\":\"number\"}", Error, Error, """{"a":1.5}""");
        yield return Response("KLD020", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", "\"!a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", Error, Error, """{"a":["x"]}""");
        yield return Response("KLD020", "\"a\":{\"type\":\"integer\"}", "\"a\":{\"type\":\"string\"}", Error, Warning, """{"a":"x"}""");
        yield return Response("KLD020", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", Error, Warning, """{"a":["x"]}""");
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
        yield return Request("KLD024", "\"kind\":{\"type\":\"string\",\"enum\":[\"b\"]}", "\"kind\":{\"const\":\"b\",\"type\":\"string\"}", Error, Info, """{"kind":"b"}""");
        yield return Request("KLD024", "\"kind\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}", "\"kind\":{\"const\":\"b\",\"type\":\"string\"}", Error, Error, """{"kind":"a"}""");
        yield return Response("KLD024", "\"!kind\":{\"const\":\"a\"}", "\"!kind\":{\"const\":\"b\"}", None, Warning, """{"kind":"b"}""");
    }

    /// <summary>Where only one value, or only a few, were ever sent, what counts is whether they are still taken.</summary>
    private static IEnumerable<Pair> Constants()
    {
        const string Eight = "\"kind\":{\"const\":\"8s\",\"type\":\"string\"}";
        yield return Request("KLD020", Eight, "\"kind\":{\"type\":\"string\",\"enum\":[\"4s\",\"8s\"]}", Error, Info, """{"kind":"8s"}""");
        yield return Request("KLD020", Eight, "\"kind\":{\"type\":\"string\",\"enum\":[\"4s\",\"6s\"]}", Error, Error, """{"kind":"8s"}""");
        yield return Request("KLD020", Eight, "\"kind\":{\"anyOf\":[{\"type\":\"boolean\"},{\"type\":\"string\",\"enum\":[\"4s\",\"8s\"]}]}", Warning, Info, """{"kind":"8s"}""") with { Source = Error };
        yield return Request("KLD020", "\"kind\":{\"const\":5,\"type\":\"integer\"}", "\"kind\":{\"type\":\"integer\",\"enum\":[5,10]}", Error, Info, """{"kind":5}""");
        yield return Request("KLD020", "\"kind\":{\"const\":5,\"type\":\"integer\"}", "\"kind\":{\"type\":\"integer\",\"enum\":[6,10]}", Error, Error, """{"kind":5}""");
        yield return Request("KLD020", "\"kind\":{\"type\":\"string\",\"enum\":[\"long\",\"s\"]}", "\"kind\":{\"type\":\"string\",\"maxLength\":2}", Error, Error, """{"kind":"long"}""");
        yield return Request("KLD020", "\"kind\":{\"type\":\"string\",\"enum\":[\"l\",\"s\"]}", "\"kind\":{\"type\":\"string\",\"maxLength\":2}", Error, Info, """{"kind":"l"}""");
        yield return Request("KLD028", Eight, "\"kind\":{\"type\":\"string\",\"minLength\":1}", None, Info, """{"kind":"8s"}""");
        yield return Request("KLD028", Eight, "\"kind\":{\"type\":\"string\",\"minLength\":3}", None, Error, """{"kind":"8s"}""");
        yield return Response("KLD020", "\"!kind\":{\"type\":\"string\",\"enum\":[\"4s\",\"8s\"]}", "\"!kind\":{\"const\":\"8s\",\"type\":\"string\"}", None, Info, """{"kind":"8s"}""");
    }

    /// <summary>A member takes another type, and its own goes on standing elsewhere.</summary>
    private static Pair Replaced()
    {
        const string Before = "\"size\":{\"$ref\":\"#/components/schemas/Size\"},\"point\":{\"$ref\":\"#/components/schemas/Point\"}";
        const string After = "\"size\":{\"$ref\":\"#/components/schemas/Point\"},\"point\":{\"$ref\":\"#/components/schemas/Point\"},\"other\":{\"$ref\":\"#/components/schemas/Size\"}";
        return Request("KLD021", Before, After, Error, None, """{"size":{"width":1}}""", components: $"\"Size\":{Size},\"Point\":{Size},");
    }
}
