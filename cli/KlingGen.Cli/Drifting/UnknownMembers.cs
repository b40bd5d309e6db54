using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;
using KlingGen.Emulator.Validation;

namespace KlingGen.Cli.Drifting;

/// <summary>Members of a value that no branch of its schema names. A schema that names none, or that allows others in words, is content with all.</summary>
internal sealed class UnknownMembers(JsonElement document)
{
    private const int Deepest = 64;

    /// <summary>Branches of branches double at every level.</summary>
    private const int MaxSchemas = 2_000;

    private readonly List<string> _paths = [];

    /// <param name="document">The endpoint document.</param>
    /// <param name="pointer">JSON pointer of the value's schema; nothing may stand there.</param>
    /// <param name="root">The value.</param>
    public static IReadOnlyList<string> Of(JsonElement document, string pointer, JsonNode? root)
    {
        var walk = new UnknownMembers(document);
        if (JsonPointer.Find(document, pointer) is { } schema)
            walk.Visit(root, [schema], "$", 0);
        return walk._paths;
    }

    private void Visit(JsonNode? node, IEnumerable<JsonElement> schemas, string path, int depth)
    {
        if (node is not (JsonObject or JsonArray) || depth > Deepest)
            return;
        List<JsonElement> branches = Opened(schemas);
        if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
                Visit(items[i], branches.SelectMany(branch => ItemsOf(branch, i)), JsonDifference.Item(path, i), depth + 1);
            return;
        }

        bool namesMembers = branches.Exists(static branch => branch.Member("properties", JsonValueKind.Object) is not null);
        foreach ((string name, JsonNode? value) in (JsonObject)node)
        {
            string at = JsonDifference.Member(path, name);
            JsonElement[] found = [.. branches.SelectMany(branch => MemberOf(branch, name))];
            if (found.Length > 0)
                Visit(value, found, at, depth + 1);
            else if (namesMembers && !branches.Exists(static branch => branch.TryGetProperty("additionalProperties", out JsonElement others) && others.ValueKind == JsonValueKind.True))
                _paths.Add(at);
        }
    }

    // The schemas themselves and whatever they refer to or consist of.
    private List<JsonElement> Opened(IEnumerable<JsonElement> schemas)
    {
        var opened = new List<JsonElement>();
        var references = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<JsonElement>(schemas);
        while (waiting.TryDequeue(out JsonElement schema) && opened.Count < MaxSchemas)
        {
            if (schema.ValueKind != JsonValueKind.Object)
                continue;
            opened.Add(schema);
            if (schema.Text("$ref") is { } reference && references.Add(reference) && JsonPointer.Find(document, reference) is { } target)
                waiting.Enqueue(target);
            foreach (string keyword in (string[])["allOf", "anyOf", "oneOf"])
                foreach (JsonElement part in schema.Member(keyword, JsonValueKind.Array)?.EnumerateArray() ?? default)
                    waiting.Enqueue(part);
        }
        return opened;
    }

    private static IEnumerable<JsonElement> MemberOf(JsonElement branch, string name)
    {
        if (branch.Member("properties", JsonValueKind.Object) is { } members && members.TryGetProperty(name, out JsonElement member))
            yield return member;
        else if (branch.Member("additionalProperties", JsonValueKind.Object) is { } others)
            yield return others;
    }

    private static IEnumerable<JsonElement> ItemsOf(JsonElement branch, int index)
    {
        if (TuplePositions.Of(branch) is { } tuple && tuple.Positions.ElementAtOrDefault(index) is { ValueKind: JsonValueKind.Object } position)
            yield return position;
        else if (branch.Member("items", JsonValueKind.Object) is { } items)
            yield return items;
    }
}
