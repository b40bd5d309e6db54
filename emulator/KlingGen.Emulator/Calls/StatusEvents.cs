using System.Runtime.CompilerServices;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Queue;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Calls;

/// <summary>A job's status as events: one at once, one a change, logs as increments, a comment in silence, an end after COMPLETED.</summary>
internal static class StatusEvents
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Follow(
        EmulatorServices services, Addresses addresses, Job job, bool logs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return EventText.Ping;
        int sentLogs = 0;
        int sentVersion = -1;
        while (true)
        {
            JobSnapshot now = services.Queue.Look(job, logs ? sentLogs : null, out Task changed);
            if (now.Version != sentVersion)
            {
                sentVersion = now.Version;
                sentLogs += now.Logs?.Count ?? 0;
                yield return EventText.Data(now.ToJson(services.Options, addresses));
                if (now.State == JobState.Completed)
                    yield break;
            }

            if (!await ChangesSoonAsync(services, changed, cancellationToken).ConfigureAwait(false))
                yield return EventText.Ping;
        }
    }

    private static async Task<bool> ChangesSoonAsync(EmulatorServices services, Task changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(services.Options.Timing.PingInterval, services.Clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
