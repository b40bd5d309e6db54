using System.Text;

namespace KlingGen;

/// <summary>Which extensions a media type has and which type an extension is sent as: one table for uploads, downloads and the emulator.</summary>
internal static partial class MediaTypeTable
{
    private static readonly Lazy<Tables> Read = new(ReadRegister);

    /// <summary>The type of an extension without its dot; null when it is not known to be one.</summary>
    public static string? TypeOf(string extension) => Read.Value.TypeByExtension.GetValueOrDefault(extension);

    /// <summary>The usual extension of a type without parameters, without its dot; null when there is none.</summary>
    public static string? ExtensionOf(string type) => Read.Value.ExtensionByType.GetValueOrDefault(type);

    /// <summary>All extensions, and the type that each is sent as.</summary>
    public static IReadOnlyDictionary<string, string> TypeByExtension => Read.Value.TypeByExtension;

    /// <summary>All types, and the extension that each is saved under.</summary>
    public static IReadOnlyDictionary<string, string> ExtensionByType => Read.Value.ExtensionByType;

    private static Tables ReadRegister()
    {
        var tables = new Tables(new(StringComparer.OrdinalIgnoreCase), new(StringComparer.OrdinalIgnoreCase));
        foreach (string line in Encoding.UTF8.GetString(Register).Split('\n'))
        {
            string[] words = line.Trim().Split(' ');
            tables.ExtensionByType[words[0]] = words[1].TrimEnd('!');
            foreach (string extension in words.AsSpan(1))
            {
                if (!extension.EndsWith('!')) tables.TypeByExtension[extension] = words[0];
            }
        }

        return tables;
    }

    private sealed record Tables(Dictionary<string, string> TypeByExtension, Dictionary<string, string> ExtensionByType);
}
