using System.Collections.Concurrent;
using KlingGen.Compiler;
using KlingGen.Compiler.Json;
using KlingGen.Compiler.OpenApi;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>
/// Nothing is lost: each keyword of each reachable schema is blotted out in turn, and the model or the problems must then differ.
/// What may be blotted out without a trace is listed here, with its reason.
/// </summary>
public sealed class NothingLostTests
{
    [Fact]
    public void Every_keyword_reaches_the_model_or_causes_a_diagnostic()
    {
        var lost = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        int probes = 0;
        Parallel.ForEach(Corpus.Documents, document =>
        {
            JsonDocument json = JsonDocument.Parse(document.Text);
            ReadResult whole = Read(document.Text);
            foreach ((JsonNode schema, string pointer, bool isFile) in Schemas(json.Root!))
            {
                // The same schema in another document says nothing new, unless it hangs on what surrounds it.
                if (!seen.TryAdd(CanonicalJson.Write(schema), true))
                    continue;
                foreach (JsonMember member in schema.Members)
                {
                    if (Excuse(member, schema) is not null || (isFile && Said(member) && whole.Endpoint!.Definitions.Any(static definition => definition is RecordSpec { IsShared: true })))
                        continue;
                    Interlocked.Increment(ref probes);
                    string blotted = string.Concat(document.Text.AsSpan(0, member.NameStart), "\"x-nothing\":0", document.Text.AsSpan(member.Value.End));
                    if (Same(whole, Read(blotted)))
                        lost.TryAdd($"{member.Name}: {CanonicalJson.Write(schema, limit: 300)}", $"{document.Name}#{pointer}");
                }
            }
        });
        Assert.True(probes > 4_000, $"only {probes} probes");
        Assert.True(lost.IsEmpty, $"{lost.Count} of {probes} lost:\n" + string.Join("\n", lost.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Take(60).Select(static pair => $"{pair.Key}\n    {pair.Value}")));
    }

    /// <summary>Why a keyword may vanish without a trace, or null.</summary>
    private static string? Excuse(JsonMember member, JsonNode schema) => member.Name switch
    {
        "title" => "the description says more; the title speaks where there is none",
        _ when member.Name.StartsWith("x-", StringComparison.Ordinal) && member.Name is not ("x-fal-order-properties" or "x-fal") => "an extension without a meaning here",
        "x-fal-order-properties" => "the order may be the ordinal one",
        "type" when schema["properties"] is not null || schema["prefixItems"] is not null || schema["items"] is not null || schema["enum"] is not null || schema["const"] is not null => "follows from the neighbours",
        "type" when schema["type"]!.Text == "object" => "free JSON either way",
        "items" when schema["items"] is { } items && (items.Members.Length == 0 || (items["type"] is { IsString: true, Text: "object" } && items["properties"] is null && items["additionalProperties"] is not { IsObject: true })) => "free JSON either way",
        "minItems" or "maxItems" when Tuples.Positions(schema)?.Schemas.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) == member.Value.Raw => "a tuple has all its positions and no more",
        "anyOf" when schema["enum"] is not null => "the enum is narrower",
        "nullable" when schema["anyOf"] is not null => "a branch says null already",
        "description" when schema["title"]?.Text == schema["description"]!.Text => "the title says the same",
        "additionalProperties" when schema["additionalProperties"]!.Kind is JsonKind.True || schema["additionalProperties"]!.Members.Length == 0 => "unknown members are kept and may be sent either way",
        "_fal_ui_field" or "ui" => "the other of the two, or the member's name, says the same",
        "limit_description" => "the limits themselves are documented",
        "default" when schema["default"]!.IsNull => "null is what leaving out means",
        "nullable" when schema["nullable"]!.Kind == JsonKind.False => "the meaning of leaving it out",
        "deprecated" or "uniqueItems" when member.Value.Kind == JsonKind.False => "the meaning of leaving it out",
        "examples" when member.Value.Items.All(static item => item.IsNull) => "an example of nothing",
        "minLength" or "minItems" when member.Value.Raw == "0" => "the meaning of leaving it out",
        "required" or "properties" when member.Value is { Items.Length: 0, Members.Length: 0 } => "empty",
        "discriminator" => "the constants of the branches say the same",
        _ => null,
    };

    /// <summary>What the runtime's own file types say in their own words.</summary>
    private static bool Said(JsonMember member) => member.Name is "default" or "description" or "examples" or "example" or "required" or "format" or "anyOf" or "nullable";

    private static bool Same(ReadResult left, ReadResult right) =>
        Equals(left.Endpoint, right.Endpoint) && left.Problems.Select(static problem => (problem.Id, problem.Message)).SequenceEqual(right.Problems.Select(static problem => (problem.Id, problem.Message)));

    /// <summary>The schema objects that a request or a result can reach.</summary>
    private static IEnumerable<(JsonNode Schema, string Pointer, bool IsFile)> Schemas(JsonNode root)
    {
        var seen = new HashSet<JsonNode>();
        var files = new HashSet<JsonNode>();
        var open = new Stack<(JsonNode Node, string Pointer)>();
        foreach (JsonMember path in root["paths"]!.Members)
        {
            if (path.Value["post"]?["requestBody"]?["content"]?["application/json"]?["schema"] is { } input)
                open.Push((input, path.Name + " input"));
            if (path.Name.EndsWith("{request_id}", StringComparison.Ordinal) && path.Value["get"]?["responses"]?["200"]?["content"]?["application/json"]?["schema"] is { } output)
                open.Push((output, path.Name + " output"));
        }

        while (open.TryPop(out (JsonNode Node, string Pointer) place))
        {
            (JsonNode node, string pointer) = place;
            if (!node.IsObject || !seen.Add(node))
                continue;
            if (IsFile(node))
                files.UnionWith([node, .. node["properties"]!.Members.Select(static property => property.Value)]);
            if (files.Contains(node))
                files.UnionWith(node["anyOf"]?.Items ?? []);
            yield return (node, pointer, files.Contains(node));
            foreach (JsonMember member in node.Members)
            {
                if (member.Name == "$ref" && JsonPointer.Resolve(root, member.Value.Text) is { } target)
                    open.Push((target.Node, target.Pointer));
                if (member.Name is "items" or "additionalProperties")
                    open.Push((member.Value, pointer + "/" + member.Name));
                if (member.Name is "anyOf" or "oneOf" or "allOf" or "prefixItems")
                    for (int i = 0; i < member.Value.Items.Length; i++)
                        open.Push((member.Value.Items[i], $"{pointer}/{member.Name}/{i}"));
                if (member.Name == "properties")
                    foreach (JsonMember property in member.Value.Members)
                        open.Push((property.Value, $"{pointer}/properties/{property.Name}"));
            }
        }
    }

    private static bool IsFile(JsonNode schema) => schema["properties"] is { } members && members["url"] is not null
        && members.Members.All(static member => member.Name is "url" or "content_type" or "file_name" or "file_size" or "file_data" or "width" or "height" or "fps" or "duration" or "num_frames");

    private static ReadResult Read(string text) => SchemaReader.Read(new SchemaInput("a.json", text, RootNamespace: "Studio"));
}
