namespace KlingGen.Emulator.Endpoints;

/// <summary>An endpoint id taken apart: <c>[namespace/]owner/alias[/path]</c>.</summary>
/// <param name="Application">Namespace, owner and alias: what request URLs carry.</param>
/// <param name="Path">What follows the alias, without a leading slash; empty when nothing does.</param>
internal readonly record struct EndpointName(string Application, string Path)
{
    public string Id => Path.Length == 0 ? Application : $"{Application}/{Path}";

    /// <summary>Null when there are too few segments to name an application.</summary>
    public static EndpointName? Of(ReadOnlySpan<string> segments)
    {
        int length = segments is ["workflows" or "comfy", ..] ? 3 : 2;
        if (segments is [var legacy] && legacy.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash
            && !legacy.AsSpan(0, dash).ContainsAnyExceptInRange('0', '9'))
            return new EndpointName($"{legacy[..dash]}/{legacy[(dash + 1)..]}", "");

        return segments.Length < length
            ? null
            : new EndpointName(string.Join('/', segments[..length].ToArray()), string.Join('/', segments[length..].ToArray()));
    }

    public static EndpointName? Of(string id) => Of(id.Split('/', StringSplitOptions.RemoveEmptyEntries));

    public override string ToString() => Id;
}
