using System.Globalization;
using System.Text.Json.Nodes;

namespace KlingGen.Emulator.Recording;

/// <summary>Where two values differ, as JSON paths (RFC 9535): <c>$.images[0].url</c>.</summary>
internal static class JsonDifference
{
    public static IReadOnlyList<string> Paths(JsonNode? one, JsonNode? other)
    {
        var paths = new List<string>();
        Walk(one, other, "$", paths);
        return paths;
    }

    public static string Member(string path, string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? $"{path}.{name}"
            : $"{path}['{string.Concat(name.Select(static c => c is '\'' or '\\' ? "\\" + c : char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))}']";

    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static void Walk(JsonNode? one, JsonNode? other, string path, List<string> paths)
    {
        if (one is JsonObject mine && other is JsonObject theirs)
        {
            foreach (string name in mine.Select(static member => member.Key).Union(theirs.Select(static member => member.Key), StringComparer.Ordinal))
            {
                if (mine.TryGetPropertyValue(name, out JsonNode? a) && theirs.TryGetPropertyValue(name, out JsonNode? b))
                    Walk(a, b, Member(path, name), paths);
                else
                    paths.Add(Member(path, name));
            }
        }
        else if (one is JsonArray items && other is JsonArray others && items.Count == others.Count)
        {
            for (int i = 0; i < items.Count; i++)
                Walk(items[i], others[i], Item(path, i), paths);
        }
        else if (!JsonNode.DeepEquals(one, other))
        {
            paths.Add(path);
        }
    }
}
