using System.Net;

namespace KlingGen;

/// <summary>What an answer that refuses says of itself, for the exception that is made of it.</summary>
internal sealed record ApiFailure
{
    public required HttpStatusCode Status { get; init; }

    public required string? EndpointId { get; init; }

    public required FalJobHandle? Handle { get; init; }

    public string? RequestId { get; init; }

    public string? ErrorType { get; init; }

    public string? Body { get; init; }

    public bool IsRetryable { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool IsStartTimeout { get; init; }

    public decimal? BillableUnits { get; init; }
}
