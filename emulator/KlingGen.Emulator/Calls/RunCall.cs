using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Calls;

/// <summary>The synchronous path: one call, no queue, 429 when the account's slots are taken.</summary>
internal sealed class RunCall(EmulatorServices services)
{
    public async Task<Reply> AnswerAsync(FalCall call)
    {
        EndpointName name = call.Endpoint!.Value;
        if (services.Runs.Begin(name, call, isQueued: false, out Reply? refusal) is not { } run)
            return refusal!;

        using IDisposable? slot = services.Queue.TryTakeSlot();
        if (slot is null)
            return Errors.TooManyRequests();

        call.Entry!.RequestId = run.RequestId;
        if (run.Failure is null && services.Options.Timing.RunTime > TimeSpan.Zero)
            await Task.Delay(services.Options.Timing.RunTime, services.Clock, call.Aborted).ConfigureAwait(false);
        services.Billing.Add(run);
        return run.ToReply(call.Addresses);
    }
}
