using System.Globalization;
using System.Text.Json.Nodes;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>How many images an input asks for: what a price is multiplied by.</summary>
internal static class ImagesAsked
{
    /// <summary>The member's value, else its default; null where the endpoint has no such member or the input no such number.</summary>
    public static long? Of(EndpointSpec endpoint, JsonNode root)
    {
        if (ImageCount.MemberOf(endpoint) is not { } count || root is not JsonObject members)
            return null;
        if (members[count.WireName] is { } asked)
            return ShapeCheck.Whole(asked);
        return count.Default is { Kind: LiteralKind.Integer } otherwise && long.TryParse(otherwise.Text, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
