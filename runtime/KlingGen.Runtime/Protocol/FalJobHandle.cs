using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>
/// All that is needed to find a job again, in this process or another. Store it as soon as you get it
/// (<see cref="ToJson"/>, or any serializer that knows System.Text.Json converters), and a crash loses nothing that was paid for.
/// It holds no secret.
/// </summary>
/// <remarks>
/// It also keeps path and query of the addresses that the service handed out for the job, where their origin is the queue's own; calls go there, and to
/// addresses made from endpoint and request id where there are none. Two handles are equal when endpoint and request id are.
/// </remarks>
[JsonConverter(typeof(FalJobHandleConverter))]
public sealed record FalJobHandle
{
    /// <summary>Creates a handle from an endpoint and a request id, for example from an id in a database.</summary>
    /// <param name="endpointId">The endpoint the job was submitted to.</param>
    /// <param name="requestId">The id the service gave the job.</param>
    /// <exception cref="ArgumentException">One of the two is not valid.</exception>
    public FalJobHandle(string endpointId, string requestId)
    {
        EndpointId = EndpointPath.Parse(endpointId).Full;
        RequestId = RequestIds.Check(requestId);
    }

    /// <summary>The endpoint the job was submitted to, with its sub-path.</summary>
    public string EndpointId { get; }

    /// <summary>The id the service gave the job.</summary>
    public string RequestId { get; }

    /// <summary>When the service took the job, by the client's clock; <see langword="null"/> when unknown.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Where the service said that the job is found; null when unknown.</summary>
    internal JobPaths? Paths { get; init; }

    /// <summary>Whether both name the same job: endpoint and request id are equal.</summary>
    /// <param name="other">The other handle.</param>
    /// <returns>Whether the job is the same.</returns>
    public bool Equals(FalJobHandle? other) =>
        other is not null && string.Equals(EndpointId, other.EndpointId, StringComparison.Ordinal) && string.Equals(RequestId, other.RequestId, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EndpointId, RequestId);

    /// <summary>The handle as one line of JSON.</summary>
    /// <returns>JSON that <see cref="Parse"/> reads.</returns>
    public string ToJson() => FalJobHandleConverter.ToJson(this);

    /// <summary>Reads what <see cref="ToJson"/> has written; members it does not know are ignored.</summary>
    /// <param name="json">The JSON text.</param>
    /// <returns>The handle.</returns>
    /// <exception cref="JsonException">The text is not a handle.</exception>
    public static FalJobHandle Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FalJobHandleConverter.FromJson(json);
    }

    /// <summary>Reads what <see cref="ToJson"/> has written, without throwing.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="handle">The handle.</param>
    /// <returns>Whether the text is a handle.</returns>
    public static bool TryParse(string? json, [NotNullWhen(true)] out FalJobHandle? handle)
    {
        handle = null;
        if (json is null)
            return false;
        try
        {
            handle = FalJobHandleConverter.FromJson(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Endpoint and request id.</summary>
    /// <returns>For example <c>fal-ai/kling-image/v3/text-to-image 764cabcf…</c>.</returns>
    public override string ToString() => $"{EndpointId} {RequestId}";
}
