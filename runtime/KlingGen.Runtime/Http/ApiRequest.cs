namespace KlingGen;

/// <summary>One request as the layers above see it; the transport makes as many HTTP messages of it as the rules allow.</summary>
internal sealed class ApiRequest
{
    public required FalOperation Operation { get; init; }

    public required Uri Address { get; init; }

    public string? EndpointId { get; init; }

    /// <summary>The job the request is about.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>The JSON body of a paid request; null otherwise.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>What the caller set for this call; null means the defaults.</summary>
    public FalCallOptions? Options { get; init; }

    /// <summary>Statuses beside 2xx that the layer above reads itself.</summary>
    public Func<int, bool>? Accepts { get; init; }

    /// <summary>Maps a 422 of the service to members of the input, where the input is at hand.</summary>
    public MemberNames Members { get; init; } = MemberNames.None;

    public HttpMethod Method => Operation switch
    {
        FalOperation.Cancel => HttpMethod.Put,
        _ when Operation.IsPaid() => HttpMethod.Post,
        _ => HttpMethod.Get,
    };

    public string Accept => Operation.IsStreamed() ? "text/event-stream" : "application/json";

    /// <summary>For messages: what failed.</summary>
    public string Describe() => Handle is { } handle
        ? $"The {Operation.Name()} call of job {handle.RequestId} ({EndpointId})"
        : EndpointId is null ? $"The {Operation.Name()} call" : $"The {Operation.Name()} call to {EndpointId}";
}
