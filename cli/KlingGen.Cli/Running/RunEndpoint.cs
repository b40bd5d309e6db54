using KlingGen.Cli.Running.Inputs;
using KlingGen.Compiler;
using KlingGen.Compiler.Emit;

namespace KlingGen.Cli.Running;

/// <summary>The client that the compiler would have emitted for an endpoint.</summary>
internal sealed class RunEndpoint(FalClient client, EndpointSpec endpoint, FalPrice? listPrice) : FalEndpoint<ShapedInput, FalJson>(client, endpoint.EndpointId, listPrice)
{
    private readonly MemberSpec? _count = ImageCount.MemberOf(endpoint);

    /// <inheritdoc/>
    protected override long? CountImages(ShapedInput input)
    {
        if (_count is null || input.Root is not System.Text.Json.Nodes.JsonObject members)
            return null;
        if (members[_count.WireName] is { } asked)
            return ShapeCheck.Whole(asked);
        return _count.Default is { Kind: LiteralKind.Integer } otherwise && long.TryParse(otherwise.Text, System.Globalization.CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
