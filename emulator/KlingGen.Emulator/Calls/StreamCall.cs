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
        if (!services.Catalog.HasApplication(name.Application))
            return Errors.UnknownApplication(name.Application);

        // An id may itself end in "stream"; then the address names the endpoint and not its stream.
        if (services.Catalog.Find(name.Id) is null && EndpointName.Of(name.Id + "/stream") is { } whole && services.Catalog.Find(whole.Id) is not null)
            name = whole;

        var run = new ModelRun(services.Context, services.Catalog, services.Outputs, name, call);
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
        TimeSpan step = timing.RunTime / (timing.PartialOutputs + 1);
        for (int i = 0; i <= timing.PartialOutputs; i++)
        {
            if (step > TimeSpan.Zero)
                await Task.Delay(step, services.Clock, cancellationToken).ConfigureAwait(false);
            yield return EventText.Data(run.OutputFor(caller));
        }

        services.Billing.Add(run);
    }
}
