using System.Collections.Frozen;

namespace KlingGen.Emulator.Exchange;

/// <summary>The marks of a request: <c>X-Fal-Tags: name=value,name=value</c>.</summary>
internal static class RequestTags
{
    private const int MaxTags = 10;
    private const int LongestName = 64;
    private const int LongestValue = 256;
    private const int LongestHeader = 1024;

    public static IReadOnlyDictionary<string, string> Read(string? header)
    {
        if (header is null || header.Length > LongestHeader)
            return FrozenDictionary<string, string>.Empty;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string tag in header.Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = tag.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || tags.Count == MaxTags)
                continue;
#pragma warning disable CA1308 // The service writes names in lower case.
            string name = tag[..equals].ToLowerInvariant();
#pragma warning restore CA1308
            string value = tag[(equals + 1)..];
            if (name.Length <= LongestName && value.Length <= LongestValue && !name.StartsWith("fal.", StringComparison.Ordinal)
                && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && value.All(static c => c is >= ' ' and <= '~'))
                tags[name] = value;
        }

        return tags;
    }
}
