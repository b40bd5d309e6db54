using System.Security.Cryptography;
using System.Text;
using KlingGen.Compiler;

namespace KlingGen.Cli.Schemas;

/// <summary>The file of an endpoint's schema: the id with dashes, without the service's own owner.</summary>
internal static class SchemaFileName
{
    private const string ServiceOwner = "fal-ai/";
    private const string Extension = ".json";
    private const int LongestStem = 100;

    /// <summary>A name that is one harmless file in any folder, and that no other endpoint of the lock file has.</summary>
    public static string For(string endpointId, LockFile locked)
    {
        if (locked.Find(endpointId) is { } entry && IsPlain(entry.File))
            return entry.File;

        string name = Plain(endpointId);
        bool isTaken = locked.Entries.Any(other => other.EndpointId != endpointId && string.Equals(other.File, name, StringComparison.OrdinalIgnoreCase));
        return isTaken ? $"{Path.GetFileNameWithoutExtension(name)}-{Mark(endpointId)}{Extension}" : name;
    }

    /// <summary>Whether a name from a lock file stays within the folder of the lock file.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= 255 && SafeFileName.Make(name, "", null) == name && name != LockFile.FileName && name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string endpointId)
    {
        string id = endpointId.StartsWith(ServiceOwner, StringComparison.Ordinal) ? endpointId[ServiceOwner.Length..] : endpointId;
        string stem = string.Concat(id.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? char.ToLowerInvariant(c) : '-'));
        if (stem.Length > LongestStem)
            stem = $"{stem[..LongestStem]}-{Mark(endpointId)}";
        string name = SafeFileName.Make(stem + Extension, "", null);
        return name == LockFile.FileName ? "_" + name : name;
    }

    private static string Mark(string endpointId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpointId)).AsSpan(0, 4));
}
