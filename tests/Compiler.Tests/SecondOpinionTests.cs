using System.Text.Json.Nodes;
using Compiler.Tests.SecondOpinion;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>
/// A reader that nobody here wrote reads the same documents: what the compiler takes for names, required members, types, bounds and
/// defaults must be what Microsoft.OpenApi takes for them, or differ for a reason that stands in <see cref="Reasons"/>.
/// </summary>
public sealed class SecondOpinionTests(ITestOutputHelper output)
{
    /// <summary>Something of everything that the comparison looks at.</summary>
    private static readonly string s_small = SmallSchema.Endpoint("a/b", """
        {"type":"object","required":["prompt","mode"],"properties":{
        "prompt":{"type":"string","minLength":1,"maxLength":2500,"pattern":"^a"},
        "mode":{"type":"string","enum":["fast","slow"],"default":"fast"},
        "count":{"type":"integer","minimum":1,"maximum":4,"default":2},
        "scale":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":20.5,"multipleOf":0.5},
        "tags":{"type":"array","minItems":1,"maxItems":7,"uniqueItems":true,"items":{"type":"string"}},
        "seed":{"anyOf":[{"type":"integer"},{"type":"null"}]},
        "size":{"anyOf":[{"$ref":"#/components/schemas/Size"},{"type":"string","enum":["square"]}]},
        "extra":{"type":"object","maxProperties":9,"additionalProperties":{"type":"boolean"}}}}
        """, components: """
        "Size":{"type":"object","required":["width"],"properties":{"width":{"type":"integer","maximum":4096}}},
        """).Replace("{\"components\"", """{"openapi":"3.0.4","info":{"title":"a","version":"1"},"components" """, StringComparison.Ordinal);

    [Fact]
    public void Microsoft_OpenApi_reads_every_document_the_same_way()
    {
        var tally = new Tally();
        var failures = new List<string>();
        var used = new Dictionary<Reason, int>();
        foreach (CorpusDocument document in Corpus.Documents)
        {
            var both = new SideBySide(document.Name, document.Text, document.Text);
            tally.Add(both.Comparison);
            failures.AddRange(both.Unexplained.Select(static difference => difference.ToString()));
            failures.AddRange(both.Unreached.Select(name => $"{document.Name}: only the compiler knows the record {name}"));
            foreach (Difference difference in both.Comparison.Differences)
                if (Reasons.For(difference) is { } reason)
                    used[reason] = used.GetValueOrDefault(reason) + 1;
        }

        output.WriteLine($"compared {tally}");
        foreach ((Reason reason, int count) in used)
            output.WriteLine($"{count} x {reason.Why}");
        Assert.False(tally.IsEmpty, $"compared {tally}");
        Assert.Equal(Corpus.Documents.Count, tally.Documents);
        Assert.True(failures.Count == 0, $"{failures.Count} differences without a reason:\n" + string.Join("\n", failures.Take(60)));
        Assert.True(used.Count == Reasons.All.Count, "Reasons that explain nothing any more:\n" + string.Join("\n", Reasons.All.Except(used.Keys).Select(static reason => reason.Why)));
    }

    [Fact]
    public void What_Microsoft_OpenApi_finds_faulty_the_compiler_warns_about()
    {
        var found = new List<string>();
        foreach (CorpusDocument document in Corpus.Documents)
        {
            var both = new SideBySide(document.Name, document.Text, document.Text);
            foreach (string complaint in both.Complaints)
            {
                (string _, string reference, string _) = FaultyDocuments.All.FirstOrDefault(faulty => faulty.Document == document.Name && complaint.Contains($"'{faulty.Reference}'", StringComparison.Ordinal));
                Assert.True(reference is not null, $"{document.Name} is not listed: {complaint}");
                Assert.Contains(both.Problems, problem => problem.Id == ProblemIds.UnresolvableReference && problem.Message.Contains($"'{reference}'", StringComparison.Ordinal));
                found.Add(document.Name + reference);
            }
        }
        Assert.Equal(FaultyDocuments.All.Select(static faulty => faulty.Document + faulty.Reference).Order(StringComparer.Ordinal), found.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_document_with_something_of_everything_is_read_the_same_way()
    {
        var both = new SideBySide("small", s_small, s_small);
        Assert.Empty(both.Comparison.Differences);
        Assert.Empty(both.Unreached);
        var tally = new Tally();
        tally.Add(both.Comparison);
        Assert.Equal("1 documents, 3 records, 10 members, 17 rules", tally.ToString());
    }

    [Theory]
    [InlineData("\"required\":[\"prompt\",\"mode\"]", "\"required\":[\"mode\"]", "required")]
    [InlineData("\"minLength\":1", "\"minLength\":2", "minLength")]
    [InlineData("\"maxLength\":2500", "\"maxLength\":2501", "maxLength")]
    [InlineData("\"^a\"", "\"^b\"", "pattern")]
    [InlineData("\"fast\",\"slow\"", "\"fast\",\"slower\"", "values")]
    [InlineData("\"default\":\"fast\"", "\"default\":\"slow\"", "default")]
    [InlineData(",\"default\":2", "", "default")]
    [InlineData("\"minimum\":1", "\"minimum\":1.5", "minimum")]
    [InlineData("\"maximum\":4,", "\"maximum\":5,", "maximum")]
    [InlineData("\"exclusiveMinimum\":0", "\"minimum\":0", "exclusiveMinimum")]
    [InlineData("20.5", "20.25", "exclusiveMaximum")]
    [InlineData("\"multipleOf\":0.5", "\"multipleOf\":0.25", "multipleOf")]
    [InlineData("\"minItems\":1", "\"minItems\":2", "minItems")]
    [InlineData("\"maxItems\":7,", "", "maxItems")]
    [InlineData("\"uniqueItems\":true", "\"uniqueItems\":false", "uniqueItems")]
    [InlineData("\"items\":{\"type\":\"string\"}", "\"items\":{\"type\":\"integer\"}", "type")]
    [InlineData("[{\"type\":\"integer\"},{\"type\":\"null\"}]", "[{\"type\":\"integer\"}]", "nullable")]
    [InlineData("\"square\"", "\"round\"", "values")]
    [InlineData("\"maximum\":4096", "\"maximum\":4095", "maximum")]
    [InlineData("\"width\":{", "\"breadth\":{", "member")]
    [InlineData("\"maxProperties\":9", "\"maxProperties\":8", "maxProperties")]
    [InlineData("{\"type\":\"boolean\"}}}", "{\"type\":\"string\"}}}", "type")]
    public void Whatever_one_side_reads_differently_is_noticed(string text, string broken, string what)
    {
        string other = s_small.Replace(text, broken, StringComparison.Ordinal);
        Assert.NotEqual(s_small, other);
        Assert.Contains(new SideBySide("broken", s_small, other).Unexplained, difference => difference.What == what);
        Assert.Contains(new SideBySide("broken", other, s_small).Unexplained, difference => difference.What == what);
    }

    [Fact]
    public void One_required_name_or_one_bound_less_is_noticed_in_any_document()
    {
        int required = 0, bounds = 0;
        foreach (CorpusDocument document in Corpus.Documents)
        {
            JsonNode root = JsonNode.Parse(document.Text)!;
            string pointer = new SideBySide(document.Name, document.Text, document.Text).Endpoint.InputPointer;
            if (!pointer.StartsWith("/components/schemas/", StringComparison.Ordinal) || root["components"]!["schemas"]![pointer.Split('/')[^1]] is not JsonObject input)
                continue;

            if (input["required"] is JsonArray { Count: > 0 } names)
            {
                JsonNode? first = names[0];
                names.RemoveAt(0);
                Assert.NotEmpty(new SideBySide(document.Name, document.Text, root.ToJsonString()).Unexplained);
                names.Insert(0, first);
                required++;
            }
            if (input["properties"] is JsonObject properties && properties.Select(static property => property.Value as JsonObject).FirstOrDefault(static property => property?["maximum"] is not null) is { } bounded)
            {
                bounded["maximum"] = 123_456;
                Assert.Contains(new SideBySide(document.Name, document.Text, root.ToJsonString()).Unexplained, static difference => difference.What == "maximum");
                bounds++;
            }
        }
        output.WriteLine($"{required} documents without one required name, {bounds} with one other bound");
        Assert.True(required > 0 && bounds > 0, $"{required} and {bounds}");
    }

    [Fact]
    public void A_comparison_of_nothing_is_no_success()
    {
        Assert.True(new Tally().IsEmpty);

        string free = s_small.Replace("\"$ref\":\"#/components/schemas/X", "\"x-ref\":\"#/components/schemas/X", StringComparison.Ordinal);
        var both = new SideBySide("free", free, free);
        var tally = new Tally();
        tally.Add(both.Comparison);
        Assert.Equal("1 documents, 0 records, 0 members, 0 rules", tally.ToString());
        Assert.True(tally.IsEmpty);
    }
}
