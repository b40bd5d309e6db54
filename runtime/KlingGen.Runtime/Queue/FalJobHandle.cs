using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KlingGen;

/// <summary>
/// All that is needed to find a job again, in this process or another. Store it as soon as you get it
/// (<see cref="ToJson"/>, or any serializer that knows System.Text.Json converters), and a crash loses nothing that was paid for.
/// It holds no secret.
/// </summary>
[JsonConverter(typeof(FalJobHandleConverter))]
public sealed record FalJobHandle
{
    /// <summary>Creates a handle from an endpoint and a request id, for example from an id in a database.</summary>
    /// <param name="endpointId">The endpoint the job was submitted to.</param>
    /// <param name="requestId">The id the service gave the job.</param>
    /// <exception cref="ArgumentException">One of the two cannot be what it should be.</exception>
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
