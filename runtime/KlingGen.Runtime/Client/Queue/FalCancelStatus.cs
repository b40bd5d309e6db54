using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>What the service said to a cancellation.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalCancelStatus, FalWordCodec<FalCancelStatus>>))]
[Words("CANCELLATION_REQUESTED", "ALREADY_COMPLETED", "NOT_FOUND")]
public enum FalCancelStatus
{
    /// <summary>The request was accepted. Work that runs is only notified, and may still complete and be billed.</summary>
    Requested,

    /// <summary>The job was finished already.</summary>
    AlreadyCompleted,

    /// <summary>The service does not know the job, or no longer.</summary>
    NotFound,
}
