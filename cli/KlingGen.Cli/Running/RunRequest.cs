using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Running.Inputs;

namespace KlingGen.Cli.Running;

/// <summary>What a <c>klinggen run</c> line asks for, read and checked.</summary>
internal sealed record RunRequest
{
    public required InspectedEndpoint Endpoint { get; init; }

    public required InputModel Model { get; init; }

    /// <summary>How places of the input are named.</summary>
    public required InputNames Names { get; init; }

    /// <summary>The emulator's address; null for the service.</summary>
    public Uri? Emulator { get; init; }

    /// <summary>Whether an emulator shall live for the time of the command.</summary>
    public bool OwnEmulator { get; init; }

    /// <summary>Where files go; null for the default.</summary>
    public string? Out { get; init; }

    public bool IsDryRun { get; init; }

    public bool IsSubmit { get; init; }

    public bool IsJsonl { get; init; }

    public bool SkipsValidation { get; init; }

    public decimal? MaxCost { get; init; }

    public decimal AskAbove { get; init; } = 1;

    /// <summary>Whether the user said above what to ask.</summary>
    public bool AsksAlways { get; init; }

    public decimal? AssumeCost { get; init; }

    public bool SaysYes { get; init; }

    /// <summary>How many jobs of a batch run at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Whether lines of a batch whose job failed are sent again.</summary>
    public bool RetriesFailed { get; init; }

    public TimeSpan? Timeout { get; init; }

    public required string DataFolder { get; init; }

    public string EndpointId => Endpoint.Model.EndpointId;
}
