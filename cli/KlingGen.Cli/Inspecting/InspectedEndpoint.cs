using KlingGen.Compiler;

namespace KlingGen.Cli.Inspecting;

/// <summary>The model of an endpoint, and where its document came from.</summary>
/// <param name="Model">The model.</param>
/// <param name="Source">A file, or the service.</param>
/// <param name="Warnings">What the generator leaves out.</param>
internal sealed record InspectedEndpoint(EndpointSpec Model, string Source, IReadOnlyList<Problem> Warnings)
{
    /// <summary>The price that was found, whoever said it; only that of the service is in the model.</summary>
    public LockPrice? Price { get; init; }

    /// <summary>The document's text, in its canonical form.</summary>
    public string Document { get; init; } = "";
}
