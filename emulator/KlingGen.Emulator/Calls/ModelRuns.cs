using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Recording;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Calls;

/// <summary>Begins the work of a call, whichever way it came: the one place that asks the recordings first.</summary>
internal sealed class ModelRuns(EmulatorServices services)
{
    /// <summary>Whether an application is served: by a schema file, or by a recording.</summary>
    public bool HasApplication(EndpointName name) => services.Catalog.HasApplication(name.Application) || services.Replay?.HasApplication(name.Application) == true;

    /// <summary>Reads what is asked for.</summary>
    /// <param name="name">The endpoint.</param>
    /// <param name="call">The call.</param>
    /// <param name="isQueued">Whether the queue works on it, which alone tries again.</param>
    /// <param name="refusal">The answer where there is nothing to begin.</param>
    /// <returns>The run; null where it is refused.</returns>
    public ModelRun? Begin(EndpointName name, FalCall call, bool isQueued, out Reply? refusal)
    {
        refusal = null;
        if (!HasApplication(name))
            refusal = Errors.UnknownApplication(name.Application);
        RecordedCall? recorded = refusal is null ? services.Replay?.Find(name, call) : null;
        if (refusal is null && recorded is null && services.Replay is { IsStrict: true } replay)
            refusal = replay.Refusal(name, call);
        if (isQueued && recorded?.Outcome is { IsRefusal: true } outcome)
            refusal = ModelFailure.Of(outcome)!.ToReply();
        return refusal is null ? new ModelRun(services.Context, services.Catalog, services.Outputs, name, call) { Retried = isQueued, Recorded = recorded } : null;
    }
}
