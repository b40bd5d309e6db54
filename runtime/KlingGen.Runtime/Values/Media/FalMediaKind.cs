using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Where the content of a <see cref="FalMedia"/> comes from.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalMediaKind, FalWordCodec<FalMediaKind>>))]
public enum FalMediaKind
{
    /// <summary>An address the service fetches from.</summary>
    Url,

    /// <summary>A data URI, sent inside the request.</summary>
    DataUri,

    /// <summary>Bytes in memory, uploaded or inlined by the call.</summary>
    Bytes,

    /// <summary>A stream of the caller, uploaded or inlined by the call.</summary>
    Stream,

    /// <summary>A file on this machine, uploaded or inlined by the call.</summary>
    File,
}
