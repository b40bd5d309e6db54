using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>A way into the service's storage.</summary>
[JsonConverter(typeof(FalEnumJsonConverter<FalUploadRoute, FalWordCodec<FalUploadRoute>>))]
public enum FalUploadRoute
{
    /// <summary>Straight to the CDN with a storage token, which the key is exchanged for once and kept until it expires: one request a file.</summary>
    Cdn,

    /// <summary>By a signed address that is asked for each file: two requests, the second without any credentials.</summary>
    SignedUrl,
}
