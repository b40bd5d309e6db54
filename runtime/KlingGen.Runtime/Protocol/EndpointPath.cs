using System.Text.RegularExpressions;

namespace KlingGen;

/// <summary>
/// An endpoint id taken apart. Submit, run and stream use the whole id; everything under <c>/requests/</c> uses owner and alias alone
/// (with the namespace <c>workflows</c> or <c>comfy</c> before them), the sub-path is dropped.
/// </summary>
/// <param name="Full">The whole id, without slashes at its ends.</param>
/// <param name="App">Namespace, owner and alias.</param>
internal readonly partial record struct EndpointPath(string Full, string App)
{
    public static EndpointPath Parse(string endpointId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(endpointId);
        string id = endpointId.Trim().Trim('/');
        string[] segments = id.Split('/');
        foreach (string segment in segments)
        {
            if (!IsSound(segment))
                throw new ArgumentException($"'{Shown(endpointId)}' is not an endpoint id: use letters, digits, '-', '_', '.' and '/' only.", nameof(endpointId));
        }


        if (segments.Length == 1)
        {
            // The form of the first fal applications, "1234-name", stands for "1234/name".
            Match legacy = Legacy().Match(id);
            if (!legacy.Success)
                throw new ArgumentException($"'{Shown(endpointId)}' is not an endpoint id: give owner and alias, as in 'fal-ai/flux'.", nameof(endpointId));
            id = $"{legacy.Groups[1].Value}/{legacy.Groups[2].Value}";
            return new EndpointPath(id, id);
        }

        if (segments[0] is not ("workflows" or "comfy"))
            return new EndpointPath(id, $"{segments[0]}/{segments[1]}");
        if (segments.Length < 3)
            throw new ArgumentException($"'{Shown(endpointId)}' is not an endpoint id: owner and alias follow '{segments[0]}/'.", nameof(endpointId));
        return new EndpointPath(id, $"{segments[0]}/{segments[1]}/{segments[2]}");
    }

    // What System.Uri would rewrite or read as something else (dots, percent signs, queries) must not reach an address.
    private static bool IsSound(string segment)
    {
        bool sound = segment.Length > 0 && segment.Trim('.').Length > 0;
        foreach (char c in segment)
            sound &= char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '@' or '+';
        return sound;
    }

    private static string Shown(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");

    [GeneratedRegex("^([0-9]+)-([a-zA-Z0-9-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Legacy();
}
