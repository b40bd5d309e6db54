using System.Text.Json;

namespace KlingGen.Cli.Running.Output;

/// <summary>A file in a result: an object with an address, as the service writes every file.</summary>
internal sealed record FoundFile(string Url, string? ContentType, string? FileName, long? FileSize) : IFalFile
{
    private const int Deepest = 64;

    /// <summary>The files of a result, in its order, each address once.</summary>
    public static IReadOnlyList<FoundFile> In(FalJson result)
    {
        var files = new List<FoundFile>();
        Visit(result, files, 0);
        return files;
    }

    private static void Visit(FalJson node, List<FoundFile> files, int depth)
    {
        if (depth > Deepest)
            return;
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (FalJson item in node.EnumerateArray())
                Visit(item, files, depth + 1);
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (Text(node, "url") is { } url && IsAddress(url))
        {
            if (!files.Exists(known => known.Url == url))
                files.Add(new FoundFile(url, Text(node, "content_type"), Text(node, "file_name"), Size(node)));
            return;
        }
        foreach ((_, FalJson value) in node.EnumerateObject())
            Visit(value, files, depth + 1);
    }

    private static bool IsAddress(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https");

    private static string? Text(FalJson owner, string name) => owner.TryGetProperty(name, out FalJson? value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Size(FalJson owner) => owner.TryGetProperty("file_size", out FalJson? value) && value.ValueKind == JsonValueKind.Number && value.Element.TryGetInt64(out long size) ? size : null;
}
