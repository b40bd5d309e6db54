using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace CorpusTests;

/// <summary>An array with positions may end early, down to <c>minItems</c>: our reader and validator and NJsonSchema say the same of every length, in requests and results.</summary>
public sealed class TupleLengthTests
{
    private static readonly int?[] s_shortest = [null, 0, 1, 2, 3, 5];

    private static readonly Lazy<IReadOnlyList<EmittedEndpoint>> s_endpoints = new(static () =>
        EmittedCorpus.Load([.. s_shortest.Select(static shortest => new CorpusDocument($"tuple{shortest}", $"tuple{shortest}.json", Document(shortest)))], static (_, file) => file.Text));

    [Fact]
    public void Every_length_is_checked_as_the_schema_says()
    {
        foreach ((int? shortest, EmittedEndpoint endpoint) in s_shortest.Zip(s_endpoints.Value))
        {
            // More than there are positions cannot be met in C#, and the build says so.
            Assert.Equal(shortest > 3 ? ["KLG0014"] : [], endpoint.Problems.Select(static problem => problem.Id).Distinct());
            var theirs = NJsonOracle.For(endpoint, endpoint.Spec.InputPointer);
            foreach (string array in Arrays())
            {
                JsonNode instance = JsonNode.Parse($$"""{"value":{{array}} }""")!;
                bool valid = theirs.IsValid(instance);
                var ours = Outcome.Of(endpoint.Input, instance);
                bool longer = instance["value"]!.AsArray().Count > 3;

                // A position beyond minItems takes null for absence, as an optional member does. A schema that wants more than its positions cannot be met in C#.
                if (instance["value"]!.AsArray().Contains(null) || shortest > 3)
                    continue;
                Assert.True(valid == ours.IsValid, $"minItems {shortest}, {array}: we say {ours}, they say {valid}");

                // A paid result is read wherever it is valid, and written back to what it was, but for what lies beyond the positions.
                if (!valid)
                    continue;
                byte[] written = endpoint.Output.Write(endpoint.Output.Read(Json.Bytes(instance)));
                Assert.Equal(endpoint.Output.Write(endpoint.Output.Read(written)), written);
                if (!longer)
                    Assert.True(JsonNode.DeepEquals(instance, JsonNode.Parse(written)), $"{instance} became {JsonNode.Parse(written)}");
            }
        }
    }

    [Fact]
    public void A_position_beyond_the_shortest_length_is_optional()
    {
        foreach ((int? shortest, EmittedEndpoint endpoint) in s_shortest.Zip(s_endpoints.Value))
        {
            TupleSpec tuple = endpoint.Spec.Definitions.OfType<TupleSpec>().First();
            Assert.Equal(Math.Min(shortest ?? 0, 3), tuple.Items.Count(static item => item.Presence == MemberPresence.Required));
            Assert.True(tuple.Items.SkipWhile(static item => item.Presence == MemberPresence.Required).All(static item => item.Presence == MemberPresence.Optional));
        }
    }

    [Fact]
    public void What_is_left_out_in_the_middle_is_an_error_before_the_call()
    {
        EmittedEndpoint endpoint = s_endpoints.Value[2];
        object value = endpoint.Input.Read(Json.Bytes(JsonNode.Parse("""{"value":[1,null,[2.5]]}""")));
        var finding = Assert.Single(JsonBridge.Validate(value));
        Assert.Equal(("/value/1", "missing"), (finding.Pointer, finding.Rule));
    }

    private static IEnumerable<string> Arrays()
    {
        string[] good = ["1", "\"red\"", "[2.5]", "true", "{}"];
        for (int length = 0; length <= good.Length; length++)
        {
            yield return $"[{string.Join(',', good.Take(length))}]";
            for (int wrong = 0; wrong < length && wrong < 3; wrong++)
                yield return $"[{string.Join(',', good.Take(length).Select((item, i) => i == wrong ? "{}" : item))}]";
        }
    }

    private static string Document(int? shortest)
    {
        string least = shortest is { } number ? $",\"minItems\":{number}" : "";
        string value = $$$"""{"type":"array","prefixItems":[{"type":"integer","minimum":1},{"type":"string","enum":["red","green"]},{"type":"array","items":{"type":"number"}}]{{{least}}}}""";
        string schema = $$$"""{"type":"object","properties":{"value":{{{value}}}},"required":["value"]}""";
        return """
            {"openapi":"3.0.4","info":{"title":"x","version":"1","x-fal-metadata":{"endpointId":"fal-ai/tuples"}},"components":{"schemas":{"In":@in,"Out":@out}},
            "paths":{"/fal-ai/tuples":{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},"responses":{"200":{"description":"x"}}}},
            "/fal-ai/tuples/requests/{request_id}":{"get":{"responses":{"200":{"description":"x","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Out"}}}}}}}}}
            """.Replace("@in", schema, StringComparison.Ordinal).Replace("@out", schema, StringComparison.Ordinal);
    }
}
