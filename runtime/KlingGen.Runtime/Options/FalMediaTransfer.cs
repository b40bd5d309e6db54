using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>How local content gets into a request.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalMediaTransfer, FalWordCodec<FalMediaTransfer>>))]
public enum FalMediaTransfer
{
    /// <summary>It is uploaded, and the request holds its address. Requests stay small, whatever the size of the content.</summary>
    Upload,

    /// <summary>
    /// Content up to <see cref="FalClientOptions.MaxInlineBytes"/> travels inside the request as a data URI; what is longer, or of unknown length, is uploaded.
    /// Saves requests; the service keeps inlined content with the request's payload.
    /// </summary>
    InlineSmall,
}
