using System.Net;
using System.Text;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Makes exceptions of results that do not fit their type.</summary>
internal static class ResultErrors
{
    /// <summary>The answer to run or result.</summary>
    public static FalApiException OfReply<TOutput>(FalTransport transport, ApiRequest request, ApiReply reply, JsonException cause)
        where TOutput : IFalJson<TOutput>
    {
        var failure = new ApiFailure
        {
            Status = reply.Status,
            EndpointId = request.EndpointId,
            Handle = request.Handle,
            RequestId = request.Handle?.RequestId ?? reply.RequestId,
            BillableUnits = reply.BillableUnits,
        };
        return Unfit<TOutput>(transport, failure, $"{request.Describe()} was answered {(int)reply.Status}, and the result", reply.Body, cause)
            ?? ApiErrors.Unreadable(transport, request, reply, cause);
    }

    /// <summary>The payload of a webhook that says success.</summary>
    public static FalApiException OfWebhook<TOutput>(FalTransport transport, FalJobHandle handle, ReadOnlyMemory<byte> payload, JsonException cause)
        where TOutput : IFalJson<TOutput>
    {
        var failure = new ApiFailure { Status = HttpStatusCode.OK, EndpointId = handle.EndpointId, Handle = handle, RequestId = handle.RequestId };
        return Unfit<TOutput>(transport, failure, $"The webhook of job {handle.RequestId} ({handle.EndpointId}) has a payload that", payload, cause)
            ?? ApiErrors.UnreadableWebhook(transport, handle, payload, cause);
    }

    /// <summary>An event of a stream.</summary>
    /// <returns>The exception; null when the event is no JSON.</returns>
    public static FalResultFormatException? OfEvent<TOutput>(FalTransport transport, ApiRequest request, ApiReply reply, ReadOnlyMemory<byte> data, JsonException cause)
        where TOutput : IFalJson<TOutput>
    {
        var failure = new ApiFailure { Status = reply.Status, EndpointId = request.EndpointId, Handle = request.Handle, RequestId = reply.RequestId };
        return Unfit<TOutput>(transport, failure, $"{request.Describe()} sent an output that", data, cause);
    }

    /// <summary>The result came, and is JSON.</summary>
    /// <param name="transport">Scrubs the key.</param>
    /// <param name="failure">What is known of the answer.</param>
    /// <param name="subject">What has the result, as the beginning of a sentence.</param>
    /// <param name="body">The result.</param>
    /// <param name="cause">Why it does not fit.</param>
    /// <returns>The exception; null when the body is no JSON, and so no result.</returns>
    public static FalResultFormatException? Unfit<TOutput>(FalTransport transport, ApiFailure failure, string subject, ReadOnlyMemory<byte> body, JsonException cause)
        where TOutput : IFalJson<TOutput>
    {
        if (FalJson.OfBody(body) is null || FalJsonText.FindUnfit<TOutput>(body.Span) is not { } place)
            return null;
        ReadOnlyMemory<byte> scrubbed = transport.Key.Scrub(body);
        string member = MemberNames.Of<TOutput>().At(place.Parts);
        string named = member.Length == 0 ? string.Empty : $" The member is {member}.";
        string message = $"{subject} does not fit the endpoint's schema: {transport.Key.Scrub(cause.Message).TrimEnd('.')}.{transport.Key.Scrub(named)} "
            + "The whole result is in RawJson. Run 'klinggen refresh' if the endpoint has changed.";
        return new FalResultFormatException(message, failure with { Body = Encoding.UTF8.GetString(scrubbed.Span) }, transport.Key.Scrub(cause))
        {
            RawJson = FalJson.OfBody(scrubbed),
            JsonPath = transport.Key.Scrub(place.Path),
            Member = transport.Key.Scrub(member),
            Found = place.Found is { } found ? transport.Key.Scrub(found) : null,
        };
    }
}
