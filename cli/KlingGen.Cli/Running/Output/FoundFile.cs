using System.Text.Json;
using System.Text.RegularExpressions;

namespace KlingGen.Cli.Running.Output;

/// <summary>A file in a result: an object with an address, as the service writes files; or a bare address of a file, as some models do.</summary>
internal sealed partial record FoundFile(string Url, string? ContentType, string? FileName, long? FileSize) : IFalFile
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
            Add(files, new FoundFile(url, Text(node, "content_type"), Text(node, "file_name"), Size(node)));
            return;
        }
        foreach ((string name, FalJson value) in node.EnumerateObject())
        {
            foreach (FalJson item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value])
            {
                if (item.ValueKind == JsonValueKind.String && IsBareFile(name, item.GetString()!))
                    Add(files, new FoundFile(item.GetString()!, null, null, null));
            }
            Visit(value, files, depth + 1);
        }
    }

    private static void Add(List<FoundFile> files, FoundFile file)
    {
        if (!files.Exists(known => known.Url == file.Url))
            files.Add(file);
    }

    // A member that says that it is an address, and an address that ends in a file: not a page, nor a call of the service.
    private static bool IsBareFile(string name, string text) =>
        AddressName().IsMatch(name) && IsAddress(text)
        && (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            || Path.GetExtension(new Uri(text).AbsolutePath).ToUpperInvariant() is { Length: > 1 } extension and not (".HTML" or ".HTM" or ".PHP"));

    [GeneratedRegex("(^|_)ur[il]s?$|[a-z0-9]Ur[il]s?$", RegexOptions.CultureInvariant)]
    private static partial Regex AddressName();

    private static bool IsAddress(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https");

    private static string? Text(FalJson owner, string name) => owner.TryGetProperty(name, out FalJson? value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Size(FalJson owner) => owner.TryGetProperty("file_size", out FalJson? value) && value.ValueKind == JsonValueKind.Number && value.Element.TryGetInt64(out long size) ? size : null;
}
