using System.Text.Json;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace CorpusTests.Models;

/// <summary>What the real documents are to Microsoft.Extensions.AI, and how large they are to a language model. The figures stand in docs/ai.md and docs/agents.md.</summary>
public sealed class RoleTests(ITestOutputHelper output)
{
    private static (CorpusDocument Document, EndpointSpec Endpoint)[] Endpoints =>
        [.. Corpus.Documents.Select(static document => (document, SchemaReader.Read(new SchemaInput(document.Path, document.Text)).Endpoint)).Where(static pair => pair.Endpoint is not null).Select(static pair => (pair.document, pair.Endpoint!))];

    [Fact]
    public void Each_document_has_a_role_or_a_reason()
    {
        var found = new List<(string Id, RoleResult Result)>();
        foreach ((CorpusDocument document, EndpointSpec endpoint) in Endpoints)
        {
            RoleResult result = EndpointRoles.Find(endpoint);
            Assert.True(result.Role is null == result.Reason.Length > 0, document.Name);
            found.Add((endpoint.EndpointId, result));
        }
        if (found.Count == 200)
            Assert.Equal((33, 11, 3), (found.Count(static item => item.Result.Role is ImageRole), found.Count(static item => item.Result.Role is SpeechRole), found.Count(static item => item.Result.Role is TranscriptRole)));
        foreach (var group in found.GroupBy(static item => item.Result.Role?.GetType().Name ?? "none"))
            output.WriteLine($"{group.Key}: {group.Count()}");
        foreach (var group in found.Where(static item => item.Result.Role is null).GroupBy(static item => item.Result.Reason.Split('(')[0].Split(" needs ")[0]).OrderByDescending(static group => group.Count()))
            output.WriteLine($"  {group.Count(),3} {group.Key}");
        foreach ((string id, RoleResult result) in found)
            output.WriteLine($"{id}: {result.Role?.ToString() ?? result.Reason}");
    }

    [Fact]
    public void The_schema_that_a_model_sees_is_small_and_plain()
    {
        var sizes = new List<(string Id, int Tokens)>();
        foreach ((CorpusDocument document, EndpointSpec endpoint) in Endpoints)
        {
            string schema = ModelSchema.Write(endpoint);
            using JsonDocument json = JsonDocument.Parse(schema);
            Assert.Equal("object", json.RootElement.GetProperty("type").GetString());
            Assert.DoesNotContain("$ref", schema, StringComparison.Ordinal);
            Assert.All(Descriptions(json.RootElement), description => Assert.True(description.Length <= 420 && !description.Contains('\n', StringComparison.Ordinal), $"{document.Name}: {description}"));
            Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", ModelSchema.Name(endpoint));
            Assert.InRange(ModelSchema.Description(endpoint).Length, 10, ModelSchema.LongestSummary);
            sizes.Add((endpoint.EndpointId, (schema.Length + 3) / 4));
        }
        int[] ordered = [.. sizes.Select(static size => size.Tokens).Order()];
        output.WriteLine($"{ordered.Length} documents: median {ordered[ordered.Length / 2]}, mean {ordered.Average():0}, 90 % below {ordered[ordered.Length * 9 / 10]}, largest {ordered[^1]}, in all {ordered.Sum()}; of the documents themselves {Corpus.Documents.Sum(static document => document.Text.Length) / 4}");
        foreach ((string id, int tokens) in sizes.OrderByDescending(static size => size.Tokens).Take(10))
            output.WriteLine($"{tokens,6} {id}");
        Assert.InRange(ordered[^1], 1, 2_500);
        Assert.InRange(ordered[ordered.Length / 2], 1, 300);
        Assert.Equal(sizes.Count, Endpoints.Select(static pair => ModelSchema.Name(pair.Endpoint)).Distinct(StringComparer.Ordinal).Count());
    }

    private static IEnumerable<string> Descriptions(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array)
            return schema.EnumerateArray().SelectMany(Descriptions);
        if (schema.ValueKind != JsonValueKind.Object)
            return [];
        return schema.EnumerateObject().SelectMany(static member => member is { Name: "description", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : Descriptions(member.Value));
    }
}
