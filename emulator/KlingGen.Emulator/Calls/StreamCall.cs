using System.Runtime.CompilerServices;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Queue;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Calls;

/// <summary>Streaming outputs: some partial ones, then the final one.</summary>
internal sealed class StreamCall(EmulatorServices services)
{
    public Reply Answer(FalCall call)
    {
        EndpointName name = call.Endpoint!.Value;
        // An id may itself end in "stream"; then the address names the endpoint and not its stream.
        if (services.Catalog.Find(name.Id) is null && EndpointName.Of(name.Id + "/stream") is { } whole && services.Catalog.Find(whole.Id) is not null)
            name = whole;

        if (services.Runs.Begin(name, call, isQueued: false, out Reply? refusal) is not { } run)
            return refusal!;

        call.Entry!.RequestId = run.RequestId;
        if (run.Failure is not null)
            return run.ToReply(call.Addresses);

        IDisposable? slot = services.Queue.TryTakeSlot();
        return slot is null
            ? Errors.TooManyRequests()
            : Reply.Events(Outputs(run, call.Addresses, call.Aborted), slot).With("x-fal-request-id", run.RequestId);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Outputs(ModelRun run, Addresses caller, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FalEmulatorTiming timing = services.Options.Timing;
        IReadOnlyList<ReadOnlyMemory<byte>> outputs = run.OutputsFor(caller, timing.PartialOutputs);
        TimeSpan step = timing.RunTime / outputs.Count;
        foreach (ReadOnlyMemory<byte> output in outputs)
        {
            if (step > TimeSpan.Zero)
                await Task.Delay(step, services.Clock, cancellationToken).ConfigureAwait(false);
            yield return EventText.Data(output);
        }

        services.Billing.Add(run);
    }
}
