using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>Finds files where media belong. The text stays in the request as it was written; the file stands beside it.</summary>
internal sealed class LocalFiles(InputModel model, Func<string, FalMedia?> find)
{
    private readonly Dictionary<JsonNode, FalMedia> _found = new(ReferenceEqualityComparer.Instance);

    /// <summary>The files of a command line: <c>@face.png</c>.</summary>
    public static IReadOnlyDictionary<JsonNode, FalMedia> Of(CliHost host, InputModel model, JsonNode root) =>
        Of(model, root, text => text is ['@', _, ..] ? FalMedia.FromFile(text.Contains('\0', StringComparison.Ordinal) ? text[1..] : host.PathOf(text[1..])) : null);

    /// <summary>What somebody finds behind the texts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="root">The request.</param>
    /// <param name="find">The media of a text; null for what is an address.</param>
    public static IReadOnlyDictionary<JsonNode, FalMedia> Of(InputModel model, JsonNode root, Func<string, FalMedia?> find)
    {
        var files = new LocalFiles(model, find);
        files.Visit(root, model.Root, 0);
        return files._found;
    }

    private void Visit(JsonNode? node, ValueSpec spec, int depth)
    {
        if (node is null || depth > ShapeCheck.Deepest)
            return;
        switch (spec.Type)
        {
            case ScalarType { Kind: ScalarKind.Media }:
                if (node is JsonValue && node.GetValueKind() == JsonValueKind.String && find(node.GetValue<string>()) is { } file)
                    _found[node] = file;
                break;
            case ListType list when node is JsonArray items:
                foreach (JsonNode? item in items)
                    Visit(item, list.Item, depth + 1);
                break;
            case MapType map when node is JsonObject entries:
                foreach ((_, JsonNode? entry) in entries)
                    Visit(entry, map.Value, depth + 1);
                break;
            default:
                Named(node, spec, depth);
                break;
        }
    }

    private void Named(JsonNode node, ValueSpec spec, int depth)
    {
        switch (model.Find(spec.Type))
        {
            case RecordSpec record when node is JsonObject members:
                foreach (MemberSpec member in record.Members)
                    Visit(members[member.WireName], member.Value, depth + 1);
                break;
            case TupleSpec tuple when node is JsonArray items:
                for (int i = 0; i < items.Count && i < tuple.Items.Count; i++)
                    Visit(items[i], tuple.Items[i].Value, depth + 1);
                break;
            case UnionSpec union when new ShapeCheck(model).CaseOf(union, node) is { } item:
                Visit(node, item.Value, depth + 1);
                break;
        }
    }
}
