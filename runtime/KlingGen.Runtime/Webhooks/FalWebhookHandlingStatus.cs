using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>What <see cref="FalWebhookInbox"/> did.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalWebhookHandlingStatus, FalWordCodec<FalWebhookHandlingStatus>>))]
public enum FalWebhookHandlingStatus
{
    /// <summary>The handler ran, and the job is done.</summary>
    Handled,

    /// <summary>The job was handled before: a repeated delivery, or a replay. The handler did not run.</summary>
    AlreadyHandled,

    /// <summary>The job is being handled at this moment. The handler did not run.</summary>
    Busy,

    /// <summary>The handler ran longer than its lease, and another delivery has the job now.</summary>
    LeaseLost,
}
