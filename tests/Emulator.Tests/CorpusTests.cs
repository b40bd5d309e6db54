using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KlingGen.TestKit;
using NJsonSchema;

namespace KlingGen.Emulator.Tests;

/// <summary>Every real document: it is served, and what comes back is what its schema promises.</summary>
public sealed class CorpusTests
{
    [Fact]
    public async Task Every_real_endpoint_answers_with_an_output_its_schema_allows()
    {
        IReadOnlyList<CorpusDocument> documents = Corpus.Documents;
        await using Rig rig = await Rig.StartAsync(o =>
        {
            foreach (CorpusDocument document in documents)
                o.Schemas.Add(document.Path);
        });
        var failures = new List<string>();
        int compared = 0;
        foreach (CorpusDocument document in documents)
        {
            try
            {
                compared += await AnswersAsync(rig, document.Text);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add($"{document.Name}: {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {documents.Count}\n" + string.Join('\n', failures));
        Assert.True(compared >= documents.Count - 5, $"only {compared} outputs could be compared");
    }

    private static async Task<int> AnswersAsync(Rig rig, string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        JsonProperty post = root.GetProperty("paths").EnumerateObject().Single(path => path.Value.TryGetProperty("post", out _));
        JsonElement? input = Content(post.Value.GetProperty("post").GetProperty("requestBody"));
        JsonElement? output = Content(root.GetProperty("paths").GetProperty(post.Name + "/requests/{request_id}").GetProperty("get").GetProperty("responses").GetProperty("200"));
        string body = Resolvable(root, input) ? (MinimalInput.Of(root, input!.Value) ?? new JsonObject()).ToJsonString() : """{"prompt":"a"}""";

        string endpoint = post.Name.Trim('/');
        string id = await rig.SubmitAsync(Rig.Json(body), endpoint);
        using HttpResponseMessage response = await rig.Http.GetAsync($"queue/{endpoint}/requests/{id}");
        string result = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{body} → {result}");
        using JsonDocument parsed = JsonDocument.Parse(result);
        foreach (string url in Urls(parsed.RootElement))
        {
            Assert.StartsWith(rig.Emulator.Address.ToString(), url, StringComparison.Ordinal);
            using HttpResponseMessage file = await rig.Http.GetAsync(url);
            Assert.True(file.IsSuccessStatusCode && file.Content.Headers.ContentLength > 0, url);
        }

        if (!Resolvable(root, output))
            return 0;

        JsonSchema oracle = await OracleAsync(root, output!.Value);
        Assert.True(oracle.Validate(result) is { Count: 0 } errors, $"{result}\n{string.Join("; ", oracle.Validate(result))}");
        return 1;
    }

    private static JsonElement? Content(JsonElement holder) =>
        holder.TryGetProperty("content", out JsonElement content) && content.TryGetProperty("application/json", out JsonElement json) && json.TryGetProperty("schema", out JsonElement schema) ? schema : null;

    private static bool Resolvable(JsonElement root, JsonElement? schema) =>
        schema is { } s && (!s.TryGetProperty("$ref", out JsonElement reference) || root.GetProperty("components").GetProperty("schemas").TryGetProperty(reference.GetString()!.Split('/')[^1], out _));

    /// <summary>The plain recipe, without the emulator's own rewriting: definitions and a reference; NJsonSchema knows no const.</summary>
    private static async Task<JsonSchema> OracleAsync(JsonElement root, JsonElement schema)
    {
        JsonElement schemas = root.GetProperty("components").GetProperty("schemas");
        var reached = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Reach(schemas, schema.GetRawText(), reached);
        string definitions = string.Join(',', reached.Select(d => JsonSerializer.Serialize(d.Key) + ":" + d.Value));
        string text = $$$"""{"allOf":[{{{schema.GetRawText()}}}],"definitions":{ {{{definitions}}} }}""";
        text = Regex.Replace(text.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal), "\"const\":\\s*(\"[^\"]*\")", "\"enum\":[$1]");
        return await JsonSchema.FromJsonAsync(text);
    }

    private static void Reach(JsonElement schemas, string text, SortedDictionary<string, string> reached)
    {
        foreach (Match reference in Regex.Matches(text, "#/components/schemas/([^\"]+)\""))
        {
            string name = reference.Groups[1].Value;
            if (!reached.ContainsKey(name) && schemas.TryGetProperty(name, out JsonElement target))
            {
                reached[name] = target.GetRawText();
                Reach(schemas, reached[name], reached);
            }
        }
    }

    private static IEnumerable<string> Urls(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "url" && p.Value.ValueKind == JsonValueKind.String ? [p.Value.GetString()!] : Urls(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Urls),
        _ => [],
    };
}
