using System.Text.Json;
using KlingGen.Serialization;

namespace KlingGen;

/// <summary>Makes a result of the answer to run or result.</summary>
internal static class ResultReader
{
    public static async Task<FalResult<TOutput>> ReadAsync<TOutput>(FalClient client, ApiRequest request, ApiReply reply, CallScope scope)
        where TOutput : IFalJson<TOutput>
    {
        TOutput value = Parse<TOutput>(client.Transport, request, reply);
        decimal? units = reply.BillableUnits;
        if (units is { } measured)
            Telemetry.Billed(request.EndpointId!, measured);
        return new FalResult<TOutput>
        {
            Value = value,
            RequestId = request.Handle?.RequestId ?? reply.RequestId,
            EndpointId = request.EndpointId!,
            Handle = request.Handle,
            BillableUnits = units,
            Cost = units is { } billed ? await client.Prices.CostAsync(request.EndpointId!, billed, scope).ConfigureAwait(false) : null,
        };
    }

    public static TOutput Parse<TOutput>(FalTransport transport, ApiRequest request, ApiReply reply)
        where TOutput : IFalJson<TOutput>
    {
        try
        {
            return FalJsonText.Read<TOutput>(reply.Body.Span);
        }
        catch (JsonException error)
        {
            throw ApiErrors.Unreadable(transport, request, reply, error);
        }
    }
}
