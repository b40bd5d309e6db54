namespace KlingGen;

/// <summary>One request as the layers above see it; the transport makes as many HTTP messages of it as the rules allow.</summary>
internal sealed record ApiRequest
{
    public required FalOperation Operation { get; init; }

    public required Uri Address { get; init; }

    /// <summary>The address at the service's other host, to which no connection could be made just before.</summary>
    public Uri? TriedBefore { get; init; }

    public string? EndpointId { get; init; }

    /// <summary>The job the request is about.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>A JSON body; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Makes a body of bytes, one for each attempt; it notifies the limit when bytes have left.</summary>
    public Func<AttemptDeadline, AttemptContent>? Bytes { get; init; }

    /// <summary>What authorizes the request.</summary>
    public Credential Credential { get; init; } = Credential.Key;

    /// <summary>The method, where the operation alone does not say it.</summary>
    public HttpMethod? Verb { get; init; }

    /// <summary>Headers beside those that every request has. Of a paid request: what <see cref="CallTerms"/> made of its options.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the head of a success says all there is to know; its body may be lost.</summary>
    public bool HeadSuffices { get; init; }

    /// <summary>What the caller set for this call, for whoever reports on it; null means the defaults.</summary>
    public FalCallOptions? Options { get; init; }

    /// <summary>Statuses beside 2xx that the layer above reads itself.</summary>
    public Func<int, bool>? Accepts { get; init; }

    /// <summary>Maps a 422 of the service to members of the input; null where the request has none.</summary>
    public MemberNames? Members { get; init; }

    public HttpMethod Method => Verb ?? Operation switch
    {
        FalOperation.StorageToken or FalOperation.UploadInitiate or FalOperation.UploadComplete => HttpMethod.Post,
        FalOperation.Cancel => HttpMethod.Put,
        _ when Operation.IsPaid() => HttpMethod.Post,
        _ => HttpMethod.Get,
    };

    public string Accept => Operation.IsStreamed() ? "text/event-stream" : "application/json";

    /// <summary>The option that holds the address.</summary>
    public string AddressOption => Operation switch
    {
        FalOperation.Run or FalOperation.Stream => nameof(FalClientOptions.RunBaseAddress),
        FalOperation.Price or FalOperation.RequestList => nameof(FalClientOptions.PlatformBaseAddress),
        FalOperation.StorageToken or FalOperation.UploadInitiate => nameof(FalClientOptions.RestBaseAddress),
        FalOperation.Upload or FalOperation.UploadPart or FalOperation.UploadComplete => nameof(FalClientOptions.CdnBaseAddress),
        _ => nameof(FalClientOptions.QueueBaseAddress),
    };

    /// <summary>For messages: what failed.</summary>
    public string Describe() => Handle is { } handle
        ? $"The {Operation.Name()} call of job {handle.RequestId} ({EndpointId})"
        : EndpointId is null ? $"The {Operation.Name()} call" : $"The {Operation.Name()} call to {EndpointId}";
}
