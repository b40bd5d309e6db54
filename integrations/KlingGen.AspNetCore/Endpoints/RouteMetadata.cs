using Microsoft.AspNetCore.Http.Metadata;

namespace KlingGen.AspNetCore;

/// <summary>What a route takes, for API descriptions.</summary>
internal sealed class AcceptsMetadata(Type type) : IAcceptsMetadata
{
    public IReadOnlyList<string> ContentTypes => ["application/json"];

    public Type? RequestType => type;

    public bool IsOptional => false;
}

/// <summary>What a route answers, for API descriptions.</summary>
internal sealed class ProducesMetadata(int status, Type type) : IProducesResponseTypeMetadata
{
    public Type? Type => type;

    public int StatusCode => status;

    public IEnumerable<string> ContentTypes => ["application/json"];
}
