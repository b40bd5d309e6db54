using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace CorpusTests;

/// <summary>Any two rules together: what is emitted checks as NJsonSchema does, or the build said that it does not.</summary>
public sealed class GeneratedRulesTests(ITestOutputHelper output)
{
    private const string Emoji = "\U0001F600";

    private static readonly Lazy<IReadOnlyList<EmittedEndpoint>> s_endpoints = new(static () =>
        EmittedCorpus.Load([.. GeneratedRules.Documents.Select(static document => new CorpusDocument(document.Name, document.Name + ".json", document.Text))], static (_, file) => file.Text));

    [Fact]
    public void Our_answer_is_that_of_NJsonSchema_or_the_build_said_that_a_rule_is_not_checked()
    {
        var wrong = new ConcurrentBag<string>();
        int compared = 0, cases = 0, reported = 0;
        Parallel.For(0, s_endpoints.Value.Count, i =>
        {
            EmittedEndpoint endpoint = s_endpoints.Value[i];
            foreach (GeneratedCase pair in GeneratedRules.Documents[i].Cases)
            {
                bool isReported = IsReported(endpoint, pair.Member);
                Interlocked.Increment(ref cases);
                Interlocked.Add(ref reported, isReported ? 1 : 0);
                NJsonOracle oracle = NJsonOracle.For(endpoint, "#/components/schemas/In/properties/" + pair.Member);
                foreach (string value in pair.Values)
                {
                    JsonNode? node = JsonNode.Parse(value);
                    bool theirs = oracle.IsValid(node);
                    Outcome ours = Outcome.Of(endpoint.Input, new JsonObject { [pair.Member] = node });
                    Interlocked.Increment(ref compared);
                    if (theirs == ours.IsValid || (isReported && !theirs))
                        continue;
                    if (IsKnown(endpoint, pair.Member, node, ours, oracle))
                        continue;
                    wrong.Add($"{endpoint.Name} {pair.Member} {endpoint.Schemas.Find("#/components/schemas/In/properties/" + pair.Member)!.ToJsonString()}\n  {value}: we say {ours}, NJsonSchema {(theirs ? "valid" : "invalid")}{(isReported ? " (reported)" : "")}");
                }
            }
        });
        output.WriteLine($"{compared} comparisons on {cases} schemas, {reported} of which have a reported rule");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {compared} comparisons differ:\n" + Summary(wrong));
        Assert.True(compared > 20_000, $"{compared} comparisons");
        Assert.True(reported < cases / 2, $"{reported} of {cases} schemas are only reported");
    }

    /// <summary>A keyword may vanish without a trace only where it takes away nothing: NJsonSchema says the same of every value near the rules.</summary>
    [Fact]
    public void Each_keyword_changes_what_is_emitted_or_is_reported_unless_it_refuses_nothing()
    {
        var lost = new ConcurrentBag<string>();
        int probes = 0, idle = 0;
        Parallel.ForEach(GeneratedRules.Documents, document =>
        {
            foreach (GeneratedCase pair in document.Cases)
            {
                string pointer = "#/components/schemas/In/properties/" + pair.Member;
                Reading whole = Reading.Of(pair.Text);
                foreach ((string place, string text) in Removals(pair.Text))
                {
                    Interlocked.Increment(ref probes);
                    if (!whole.Equals(Reading.Of(text)))
                        continue;
                    Interlocked.Increment(ref idle);
                    if (whole.Reports(place))
                        continue;

                    // A type that the neighbours say as well is not lost: values of other types do not count.
                    // 'required' says nothing about what is no object, and C# has no more items than its tuple has positions.
                    bool hasRequired = new SchemaDocument(JsonNode.Parse(pair.Text)!.AsObject()).Find(pointer)!.ToJsonString().Contains("\"required\"", StringComparison.Ordinal);
                    bool isTuple = whole.Endpoint!.Definitions.Any(static definition => definition is TupleSpec);
                    string[] values = [.. pair.Values.Where(value => IsOf(document.Name, value)
                        && (!hasRequired || value.Contains('{', StringComparison.Ordinal))
                        && (!isTuple || value.Count(static c => c == ',') < 2))];
                    if (Answers(text, pointer, values) != Answers(pair.Text, pointer, values))
                        lost.Add($"{document.Name} {pair.Member} {place}: {new SchemaDocument(JsonNode.Parse(pair.Text)!.AsObject()).Find(pointer)!.ToJsonString()}");
                }
            }
        });
        output.WriteLine($"{probes} keywords, {idle} of which refuse nothing");
        Assert.True(probes > 5_000, $"{probes} probes");
        Assert.True(lost.IsEmpty, $"{lost.Count} of {probes} lost:\n" + Summary(lost));
    }

    /// <summary>The document without one keyword, for each keyword of each of its schemas about the member.</summary>
    private static IEnumerable<(string Place, string Text)> Removals(string text)
    {
        JsonNode root = JsonNode.Parse(text)!;
        var open = new Stack<(JsonNode Node, bool IsSchema, string Pointer)>();
        foreach ((string name, JsonNode? component) in root["components"]!["schemas"]!.AsObject())
        {
            if (name == "In")
                open.Push((component!["properties"]!, false, "/components/schemas/In/properties"));
            else if (name != "Out")
                open.Push((component!, true, "/components/schemas/" + name));
        }
        while (open.TryPop(out (JsonNode Node, bool IsSchema, string Pointer) place))
        {
            if (place.Node is JsonArray list)
            {
                for (int i = 0; i < list.Count; i++)
                    open.Push((list[i]!, true, string.Create(CultureInfo.InvariantCulture, $"{place.Pointer}/{i}")));
                continue;
            }
            if (place.Node is not JsonObject holder)
                continue;
            foreach (string name in holder.Select(static member => member.Key).ToArray())
            {
                JsonNode? value = holder[name];
                if (place.IsSchema)
                {
                    int index = holder.IndexOf(name);
                    holder.RemoveAt(index);
                    yield return (place.Pointer + "/" + name, root.ToJsonString());
                    holder.Insert(index, name, value);
                }
                bool isMap = place.IsSchema && (name == "properties" || (name == "items" && value is JsonObject { Count: > 0 } numbered && numbered.ContainsKey("0")));
                if (value is not null && (!place.IsSchema || name is "properties" or "items" or "additionalProperties" or "allOf" or "anyOf" or "oneOf" or "prefixItems"))
                    open.Push((value, !isMap, place.Pointer + "/" + name));
            }
        }
    }

    private static bool IsOf(string document, string value)
    {
        string inner = document.StartsWith("member ", StringComparison.Ordinal) ? value[1..^1] : value;
        char first = inner[0];
        return document.Split(' ')[1] switch
        {
            "text" => first == '"' && !inner.Contains(Emoji, StringComparison.Ordinal),
            "integer" or "number" => first is '-' or (>= '0' and <= '9'),
            "list" => first == '[',
            "map" or "record" => first == '{',
            _ => true,
        };
    }

    private static string Answers(string text, string pointer, IReadOnlyList<string> values)
    {
        NJsonOracle oracle = NJsonOracle.For(new SchemaDocument(JsonNode.Parse(text)!.AsObject()), pointer);
        return string.Concat(values.Select(value => oracle.IsValid(JsonNode.Parse(value)) ? '1' : '0'));
    }

    /// <summary>What the compiler makes of a document, and says about it.</summary>
    private sealed record Reading(EndpointSpec? Endpoint, EquatableArray<(string Id, string Message)> Problems)
    {
        public static Reading Of(string text)
        {
            ReadResult result = SchemaReader.Read(new SchemaInput("a.json", text, RootNamespace: "Studio"));
            return new Reading(result.Endpoint, result.Problems.Select(static problem => (problem.Id, problem.Message)).ToEquatableArray());
        }

        /// <summary>Whether a rule at the place, around it, or all of the branches that it may belong to, are said not to be checked.</summary>
        public bool Reports(string place) => Problems.Any(problem =>
        {
            string said = problem.Message[1..problem.Message.IndexOf(':', StringComparison.Ordinal)];
            bool isOfBranches = said.EndsWith("/anyOf", StringComparison.Ordinal) || said.EndsWith("/oneOf", StringComparison.Ordinal);
            bool isBeside = said.EndsWith("/additionalProperties", StringComparison.Ordinal) && place == said.Replace("/additionalProperties", "/properties", StringComparison.Ordinal);
            return place == said || place.StartsWith(said + "/", StringComparison.Ordinal) || isBeside || (isOfBranches && !place.StartsWith("/components/schemas/In/", StringComparison.Ordinal))
                || (isOfBranches && place.StartsWith(said[..^"/anyOf".Length] + "/", StringComparison.Ordinal));
        });
    }

    private static bool IsReported(EmittedEndpoint endpoint, string member) =>
        endpoint.Problems.Any(problem => problem.Message.StartsWith($"#/components/schemas/In/properties/{member}/", StringComparison.Ordinal)
            || problem.Message.StartsWith($"#/components/schemas/In/properties/{member}:", StringComparison.Ordinal)
            || problem.Message.StartsWith($"#/components/schemas/{member.ToUpperInvariant()}A", StringComparison.Ordinal)
            || problem.Message.StartsWith($"#/components/schemas/{member.ToUpperInvariant()}B", StringComparison.Ordinal));

    /// <summary>Why NJsonSchema may say something else; docs/validation.md has the first three.</summary>
    private static bool IsKnown(EmittedEndpoint endpoint, string member, JsonNode? value, Outcome ours, NJsonOracle oracle)
    {
        string text = (value?.ToJsonString() ?? "null").Replace("\\uD83D\\uDE00", Emoji, StringComparison.OrdinalIgnoreCase);
        bool isTuple = endpoint.Definitions.Values.Any(static definition => definition is TupleSpec) && endpoint.Name.EndsWith(" list", StringComparison.Ordinal);
        if (isTuple && ours.IsValid && Shortened(value) is { } shorter && oracle.IsValid(shorter))
            return true;
        if (text.Contains(Emoji, StringComparison.Ordinal) && oracle.IsValid(JsonNode.Parse(text.Replace(Emoji, "é", StringComparison.Ordinal))) == ours.IsValid)
            return true;
        if (value is JsonValue && value.GetValueKind() == JsonValueKind.Number && ours.IsValid && endpoint.Name.EndsWith(" text", StringComparison.Ordinal))
            return true; // An open enum keeps whatever the service sends; C# has no number to send there.

        // 'required' says nothing about what is no object.
        return value is not JsonObject && ours.IsValid && endpoint.Schemas.Find("#/components/schemas/In/properties/" + member)!.ToJsonString().Contains("\"required\":", StringComparison.Ordinal);
    }

    /// <summary>The array, or the array inside it, without the items behind the second.</summary>
    private static JsonArray? Shortened(JsonNode? value)
    {
        if (value is not JsonArray array)
            return null;
        return array is [JsonArray inner] ? new JsonArray(Shortened(inner)) : new JsonArray([.. array.Take(2).Select(static item => item?.DeepClone())]);
    }

    private static string Summary(IEnumerable<string> findings) =>
        string.Join("\n", findings.GroupBy(static text => string.Join(' ', text.Split(' ').Take(2))).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => $"{group.Count()} x {string.Join("\n", group.Order(StringComparer.Ordinal).Take(3))}"));
}
