using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>The place of a job in the queue.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalPriority, FalWordCodec<FalPriority>>))]
[Words("normal", "low")]
public enum FalPriority
{
    /// <summary>The service's default.</summary>
    Normal,

    /// <summary>Behind all normal jobs. Priority can only be lowered.</summary>
    Low,
}
