using KlingGen.Cli.Running.Inputs;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running;

/// <summary>The client that the compiler would have emitted for an endpoint.</summary>
internal sealed class RunEndpoint(FalClient client, EndpointSpec endpoint, FalPrice? listPrice) : FalEndpoint<ShapedInput, FalJson>(client, endpoint.EndpointId, listPrice)
{
    /// <inheritdoc/>
    protected override long? CountImages(ShapedInput input) => ImagesAsked.Of(endpoint, input.Root);
}
