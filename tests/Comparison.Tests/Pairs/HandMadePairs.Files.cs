using static ComparisonTests.Pairs.Pair;
using static KlingGen.Comparison.ChangeSeverity;

namespace ComparisonTests.Pairs;

internal static partial class HandMadePairs
{
    public const string UsualFile = """{"type":"object","properties":{"url":{"type":"string"},"file_name":{"type":"string"}},"required":["url"]}""";
    public const string UsualImage = """{"type":"object","properties":{"url":{"type":"string"},"content_type":{"type":"string"},"width":{"type":"integer"},"height":{"type":"integer"}},"required":["url"]}""";
    private const string OwnFile = """{"type":"object","properties":{"url":{"type":"string"},"file_name":{"type":"string"},"seed":{"type":"integer"}},"required":["url","seed"]}""";

    /// <summary>Files that enter or leave the shape that the runtime has a type for.</summary>
    private static IEnumerable<Pair> Files()
    {
        yield return File("{0}", UsualFile, UsualImage, None, """{"f":{"url":"a","width":1}}""");
        yield return File("{0}", UsualImage, UsualFile, Error, """{"f":{"url":"a"}}""");
        yield return File("""{{"type":"array","items":{0}}}""", UsualFile, UsualImage, None, """{"f":[{"url":"a","width":1}]}""");
        yield return File("""{{"type":"object","additionalProperties":{0}}}""", UsualFile, UsualImage, Error, """{"f":{"x":{"url":"a","width":1}}}""");
        yield return File("{0}", UsualFile, OwnFile, Error, """{"f":{"url":"a","seed":1}}""");
        yield return File("{0}", OwnFile, UsualFile, Error, """{"f":{"url":"a"}}""", wire: Error);
        yield return File("{0}", Picture, UsualFile, Error, """{"f":{"url":"a"}}""");
        yield return File("{0}", UsualImage, """{"type":"string"}""", Error, """{"f":"a"}""", wire: Error);
    }

    private static Pair File(string member, string before, string after, KlingGen.Comparison.ChangeSeverity source, string example, KlingGen.Comparison.ChangeSeverity wire = Info) =>
        Response("KLD020", "\"!f\":" + Format(member), "\"!f\":" + Format(member), source, wire, example, $"\"Result\":{before},", $"\"Result\":{after},");

    private static string Format(string member) => string.Format(System.Globalization.CultureInfo.InvariantCulture, member, "{\"$ref\":\"#/components/schemas/Result\"}");
}
