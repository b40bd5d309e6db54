using KlingGen.Comparison;
using KlingGen.Compiler;
using static ComparisonTests.Pairs.Pair;
using static KlingGen.Comparison.ChangeSeverity;

namespace ComparisonTests.Pairs;

/// <summary>At least one pair for every rule, and one for each direction in which it means something else.</summary>
internal static partial class HandMadePairs
{
    private const string P = "\"prompt\":{\"type\":\"string\"}";
    private const string Picture = """{"type":"object","properties":{"url":{"type":"string"},"file_name":{"type":"string"},"seed":{"type":"integer"}},"required":["url"]}""";
    private const string Size = """{"type":"object","properties":{"width":{"type":"integer"}},"required":["width"]}""";

    public static IReadOnlyList<Pair> All { get; } = [.. Endpoints(), .. Types(), .. Files(), .. Members(), .. Values(), .. Rules(), .. OtherMembersAndAlternatives(), .. Enums(), .. Unions(), .. Texts()];

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
        string either = "\"file\":{\"anyOf\":[{\"$ref\":\"#/components/schemas/Picture\"},{\"$ref\":\"#/components/schemas/Sound\"}]}";
        yield return Response("KLD009", either, either, Error, None, null, $"\"Picture\":{Picture},\"Sound\":{Picture},", $"\"Picture\":{Picture},\"Sound\":{{\"type\":\"object\",\"properties\":{{\"url\":{{\"type\":\"string\"}}}},\"required\":[\"url\"]}},");
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
}
