using System.Globalization;
using System.Text;

namespace KlingGen;

/// <summary>What the queue says about a job. <see cref="ToString"/> is a line fit to be shown as progress.</summary>
public sealed record FalQueueStatus
{
    /// <summary>Where the job stands.</summary>
    public required FalQueueState State { get; init; }

    /// <summary>The state as the service wrote it, such as <c>IN_QUEUE</c>.</summary>
    public string? StateText { get; init; }

    /// <summary>The job's id.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many requests are ahead of this one, 0 for the next; only while <see cref="FalQueueState.InQueue"/>.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>All lines the job has logged so far, oldest first; empty unless logs were asked for.</summary>
    public IReadOnlyList<FalLogEntry> Logs { get; init; } = [];

    /// <summary>The lines that the previous status did not have; empty unless logs were asked for.</summary>
    public IReadOnlyList<FalLogEntry> NewLogs { get; init; } = [];

    /// <summary>How long the model worked; known once <see cref="FalQueueState.Completed"/>, and not always then.</summary>
    public TimeSpan? InferenceTime { get; init; }

    /// <summary>What went wrong, in the service's words; <see langword="null"/> unless the job completed by failing.</summary>
    public string? Error { get; init; }

    /// <summary>The service's name of the failure, such as <c>request_timeout</c>; <see langword="null"/> unless the job completed by failing.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The status as one line: state, position, failure, and the new log lines after it.</summary>
    /// <returns>For example <c>in queue, position 2</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(State switch
        {
            FalQueueState.InQueue => "in queue",
            FalQueueState.InProgress => "in progress",
            FalQueueState.Completed => Error is null && ErrorType is null ? "completed" : "failed",
            _ => StateText ?? "unknown state",
        });

        if (QueuePosition is { } position)
            text.Append(CultureInfo.InvariantCulture, $", position {position}");
        if (InferenceTime is { } time)
            text.Append(CultureInfo.InvariantCulture, $" in {time.TotalSeconds:0.##} s");
        if (Error is not null || ErrorType is not null)
            text.Append(": ").Append(Error ?? ErrorType);

        foreach (FalLogEntry entry in NewLogs)
            text.Append("\n  ").Append(entry.Message);
        return text.ToString();
    }
}
