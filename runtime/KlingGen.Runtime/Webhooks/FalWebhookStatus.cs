using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>How the job ended, as its webhook says.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalWebhookStatus, FalWordCodec<FalWebhookStatus>>))]
[Words("OK", "ERROR")]
public enum FalWebhookStatus
{
    /// <summary><c>OK</c>: the job succeeded.</summary>
    Ok,

    /// <summary><c>ERROR</c>: the job failed.</summary>
    Error,
}
