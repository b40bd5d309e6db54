using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using KlingGen;
using KlingGen.TestKit;

namespace CorpusTests;

/// <summary>A result that does not fit names the C# member, whatever the member is called on the wire.</summary>
public sealed class ResultMemberTests
{
    /// <summary>Names that are no identifier, that meet another name, that C# or every object has already, or that look like a word of the service's framework.</summary>
    private static readonly string[] s_names =
    [
        "url", "v1.5", "v15", "v1_5", "2x", "a-b", "a_b", "A_B", "aB", "AB", "class", "Equals", "to_string", "Item", "Value", "$ref", "@type", "x/y", "x~y", "a b", "été", "名前", "🎬", "_", "-",
        "root", "__root__", "body", "query", "0", "3", "[key]", "list[str]", "dict[str,any]", "literal['a']", "function-after[f(), Part]", "additional_properties", "part", "Part",
    ];

    [Fact]
    public void Every_member_is_named_as_in_C_sharp()
    {
        EmittedEndpoint endpoint = Emitted(static text => text);
        Assert.Empty(endpoint.Problems);
        List<string> wrong = Wrong(endpoint, out int places);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(places > 5 * s_names.Length, $"{places} places");
    }

    /// <summary>The test reads names from the model, not from the emitted table.</summary>
    [Fact]
    public void A_wrong_name_in_the_table_is_noticed()
    {
        List<string> wrong = Wrong(Emitted(static text => text.Replace(".Add(\"class\", \"", ".Add(\"class\", \"The", StringComparison.Ordinal)), out _);
        // In the result and in each of its four parts, unfit and missing.
        Assert.Equal(10, wrong.Count);
        Assert.All(wrong, static line => Assert.Contains("class", line, StringComparison.Ordinal));
    }

    private static EmittedEndpoint Emitted(Func<string, string> change) =>
        EmittedCorpus.Load([new CorpusDocument("odd", "odd.json", Document())], (_, file) => change(file.Text))[0];

    private static List<string> Wrong(EmittedEndpoint endpoint, out int count)
    {
        using var client = new FalClient("id:secret");
        Assert.Null(endpoint.Output.Unfit(client, Webhook(Whole())));
        var wrong = new List<string>();
        IReadOnlyList<InputPlace> places = InputPlaces.Of(endpoint, endpoint.Spec.Output);
        foreach (InputPlace place in places)
        {
            // A list of lists is neither text, nor an object, nor a dictionary; text is no list.
            JsonNode result = Whole();
            JsonNode parent = place.Path.SkipLast(1).Aggregate(result, static (node, part) => part is int i ? node[i]! : node[(string)part]!);
            if (place.Path[^1] is int index) parent[index] = Unfit(parent[index]!);
            else parent[(string)place.Path[^1]] = Unfit(parent[(string)place.Path[^1]]!);
            Check(result, missing: false);
            if (parent is JsonObject holder && !place.Member.EndsWith(']'))
            {
                holder.Remove((string)place.Path[^1]);
                Check(result, missing: true);
            }

            void Check(JsonNode json, bool missing)
            {
                FalResultFormatException? error = endpoint.Output.Unfit(client, Webhook(json));
                if (error?.Member != place.Member || error.Found is null != missing)
                    wrong.Add($"{string.Join(" / ", place.Path)}{(missing ? " missing" : "")}: {error?.Member ?? "fits"}, not {place.Member}");
            }
        }

        count = places.Count;
        return wrong;
    }

    private static JsonNode Unfit(JsonNode value) => value is JsonArray ? "text" : new JsonArray(new JsonArray());

    private static byte[] Webhook(JsonNode result) => Json.Bytes(new JsonObject { ["request_id"] = "00000000-0000-0000-0000-000000000001", ["status"] = "OK", ["payload"] = result.DeepClone() });

    private static JsonObject Whole()
    {
        JsonObject whole = Part();
        whole["parts of"] = new JsonArray(Part(), Part(), Part());
        whole["list[Part]"] = Part();
        whole["dict[str,Part]"] = new JsonObject { ["k_1"] = Part() };
        whole["tuple[str,Part]"] = new JsonArray("text", Part());
        return whole;
    }

    private static JsonObject Part() => new(s_names.Select(static name => KeyValuePair.Create(name, (JsonNode?)"text")));

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> properties)
    {
        var all = new JsonObject(properties);
        return new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. all.Select(static property => (JsonNode)property.Key)]), ["properties"] = all };
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Texts() => s_names.Select(static name => KeyValuePair.Create(name, (JsonNode?)Text()));

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Reference() => new() { ["$ref"] = "#/components/schemas/Part" };

    private static string Document()
    {
        JsonObject output = Object(
        [
            .. Texts(),
            KeyValuePair.Create("parts of", (JsonNode?)new JsonObject { ["type"] = "array", ["items"] = Reference() }),
            KeyValuePair.Create("list[Part]", (JsonNode?)Reference()),
            KeyValuePair.Create("dict[str,Part]", (JsonNode?)new JsonObject { ["type"] = "object", ["additionalProperties"] = Reference() }),
            KeyValuePair.Create("tuple[str,Part]", (JsonNode?)new JsonObject { ["type"] = "array", ["minItems"] = 2, ["prefixItems"] = new JsonArray(Text(), Reference()) }),
        ]);
        return """
            {"openapi":"3.0.4","info":{"title":"x","version":"1","x-fal-metadata":{"endpointId":"fal-ai/odd"}},"components":{"schemas":{"In":{"type":"object"},"Part":@part,"Out":@out}},
            "paths":{"/fal-ai/odd":{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},"responses":{"200":{"description":"x"}}}},
            "/fal-ai/odd/requests/{request_id}":{"get":{"responses":{"200":{"description":"x","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Out"}}}}}}}}}
            """.Replace("@part", Object(Texts()).ToJsonString(), StringComparison.Ordinal).Replace("@out", output.ToJsonString(), StringComparison.Ordinal);
    }
}
