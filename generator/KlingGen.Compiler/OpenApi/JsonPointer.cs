using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>RFC 6901 pointers, as they stand in <c>$ref</c>.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string token) => pointer + "/" + token.Replace("~", "~0").Replace("/", "~1");

    public static string Append(string pointer, int index) => pointer + "/" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Follows a local reference (<c>#/a/b</c>); null where it leads nowhere or out of the document.</summary>
    public static (JsonNode Node, string Pointer)? Resolve(JsonNode root, string reference)
    {
        if (reference.Length == 0 || reference[0] != '#')
            return null;

        string pointer = Unescape(reference.Substring(1));
        if (pointer.Length == 0)
            return (root, "");
        if (pointer[0] != '/')
            return null;

        return Walk(root, pointer) is { } node ? (node, pointer) : null;
    }

    /// <summary>What a pointer leads to, or null. The pointer is empty, or begins with a slash.</summary>
    public static JsonNode? Walk(JsonNode root, string pointer)
    {
        JsonNode? node = root;
        foreach (string token in pointer.Split('/').Skip(1))
        {
            string name = token.Replace("~1", "/").Replace("~0", "~");
            node = node.IsArray
                ? int.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int index) && index < node.Items.Length ? node.Items[index] : null
                : node[name];
            if (node is null)
                return null;
        }
        return node;
    }

    /// <summary>The last token, unescaped: a component's name.</summary>
    public static string Last(string pointer) => pointer.Substring(pointer.LastIndexOf('/') + 1).Replace("~1", "/").Replace("~0", "~");

    private static string Unescape(string fragment)
    {
        if (fragment.IndexOf('%') < 0)
            return fragment;
        try
        {
            return Uri.UnescapeDataString(fragment);
        }
        catch (UriFormatException)
        {
            return fragment;
        }
    }
}
