using KlingGen.Emulator.Endpoints;

namespace KlingGen.Emulator.Runs;

/// <summary>One request of the queue. Its state changes under the agenda's lock only.</summary>
internal sealed class Job(string requestId, EndpointName endpoint, ModelRun run)
{
    private TaskCompletionSource? _changed;

    public string RequestId => requestId;

    public EndpointName Endpoint => endpoint;

    public ModelRun Run => run;

    public DateTimeOffset SubmittedAt { get; init; }

    public JobState State { get; set; }

    /// <summary>Requests of others in front of this one; ours are counted by the queue.</summary>
    public int Strangers { get; set; }

    /// <summary>Earliest start.</summary>
    public DateTimeOffset ReadyAt { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset CompletedAt { get; set; }

    /// <summary>Attempts begun so far.</summary>
    public int Attempts { get; set; }

    public List<JobLog> Logs { get; } = [];

    /// <summary>Ends when the first attempt to deliver the webhook has ended, or when there will be none.</summary>
    public TaskCompletionSource Announced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Grows with every change of anything above.</summary>
    public int Version { get; private set; }

    /// <summary>Ends with the next change. Take it under the lock.</summary>
    public Task Changed => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void MarkChanged()
    {
        Version++;
        _changed?.TrySetResult();
        _changed = null;
    }
}
