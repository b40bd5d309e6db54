namespace KlingGen;

/// <summary>Media types by file name, and the extension for one.</summary>
internal static class MediaTypes
{
    /// <summary>The type of content that nothing is known about.</summary>
    public const string Unknown = "application/octet-stream";

    /// <summary>The type of a file by its name; null when the name says nothing.</summary>
    public static string? ByFileName(string? fileName) => fileName is null ? null : MediaTypeTable.TypeOf(Path.GetExtension(fileName).TrimStart('.'));

    /// <summary>The end of a name that is an extension, with its dot; empty where what follows the last dot is none, as in <c>Update v1.2</c>.</summary>
    public static string ExtensionIn(string fileName)
    {
        string end = Path.GetExtension(fileName);
        return MediaTypeTable.TypeOf(end.TrimStart('.')) is null ? string.Empty : end;
    }

    /// <summary>The extension for a type, with its dot; null when none is known.</summary>
    public static string? Extension(string type)
    {
        string plain = Plain(type);
        if (SaysNothing(plain)) return null;
        string? extension = MediaTypeTable.ExtensionOf(plain) ?? MediaTypeTable.ExtensionOf(plain.Replace("/x-", "/", StringComparison.OrdinalIgnoreCase)) ?? BySuffix(plain);
        return extension is null ? null : "." + extension;
    }

    /// <summary>Whether a type is none, or only says that there are bytes.</summary>
    public static bool SaysNothing(string? type) => type is null || Plain(type).ToUpperInvariant() is
        "" or "APPLICATION/OCTET-STREAM" or "BINARY/OCTET-STREAM" or "APPLICATION/X-DOWNLOAD" or "APPLICATION/FORCE-DOWNLOAD" or "APPLICATION/DOWNLOAD" or "*/*";

    /// <summary>A type without its parameters.</summary>
    private static string Plain(string type)
    {
        int parameters = type.IndexOf(';', StringComparison.Ordinal);
        return (parameters < 0 ? type : type[..parameters]).Trim();
    }

    // What a type is written in, by RFC 6839: application/vnd.example+json.
    private static string? BySuffix(string type) => type[(type.LastIndexOf('+') + 1)..].ToUpperInvariant() switch
    {
        "JSON" => "json",
        "XML" => "xml",
        "ZIP" => "zip",
        "GZIP" => "gz",
        _ => null,
    };
}
