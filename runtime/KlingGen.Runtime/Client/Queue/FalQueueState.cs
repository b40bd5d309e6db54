using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Where a job stands. There is no state for failure: a failed job is <see cref="Completed"/>, and reading its result throws.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalQueueState, FalWordCodec<FalQueueState>>))]
[Words("UNKNOWN", "IN_QUEUE", "IN_PROGRESS", "COMPLETED")]
public enum FalQueueState
{
    /// <summary>The service named a state this version does not know; <see cref="FalQueueStatus.StateText"/> has its name. Treated as still running.</summary>
    Unknown,

    /// <summary>Waiting for a runner. A job may come back here when the service retries it on another runner.</summary>
    InQueue,

    /// <summary>Running.</summary>
    InProgress,

    /// <summary>Finished, well or badly.</summary>
    Completed,
}
