using System.Text.RegularExpressions;

namespace KlingGen;

/// <content>A regular expression made at run time.</content>
internal readonly partial record struct EndpointPath
{
    private static readonly Regex s_legacy = new("^([0-9]+)-([a-zA-Z0-9-]+)$", RegexOptions.CultureInvariant);

    private static partial Regex Legacy() => s_legacy;
}
