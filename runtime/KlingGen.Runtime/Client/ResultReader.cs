using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Makes a result of the answer to run or result.</summary>
internal static class ResultReader
{
    /// <summary>Fetches a result that can be fetched again. An answer that is no result at all counts as lost.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<FalResult<TOutput>> FetchAsync<TOutput>(FalClient client, JobAddresses job, ApiRequest request, CallDeadline deadline)
        where TOutput : IFalJson<TOutput>
    {
        TOutput value = default!;
        ReadOnlyMemory<byte> before = default;
        using ApiReply reply = await JobSender.SendAsync(
            client.Transport, job, request, logs: false, deadline, reply => value = ParseOrLose<TOutput>(client.Transport, request, reply, ref before)).ConfigureAwait(false);
        return await MakeAsync(client, request, reply, value, deadline).ConfigureAwait(false);
    }

    public static ValueTask<FalResult<TOutput>> ReadAsync<TOutput>(FalClient client, ApiRequest request, ApiReply reply, CallDeadline deadline)
        where TOutput : IFalJson<TOutput> => MakeAsync(client, request, reply, Parse<TOutput>(client.Transport, request, reply), deadline);

    public static TOutput Parse<TOutput>(FalTransport transport, ApiRequest request, ApiReply reply)
        where TOutput : IFalJson<TOutput>
    {
        try
        {
            return FalJsonText.Read<TOutput>(reply.Body.Span);
        }
        catch (JsonException error)
        {
            throw ResultErrors.OfReply<TOutput>(transport, request, reply, error);
        }
    }

    private static TOutput ParseOrLose<TOutput>(FalTransport transport, ApiRequest request, ApiReply reply, ref ReadOnlyMemory<byte> before)
        where TOutput : IFalJson<TOutput>
    {
        try
        {
            return FalJsonText.Read<TOutput>(reply.Body.Span);
        }
        catch (JsonException error)
        {
            bool final = Classify(reply.Body.Span, error) switch
            {
                Likeness.None => false,
                // The answer to something else, or the output of a model that has changed: the second comes again, to the byte.
                Likeness.Object => before.Span.SequenceEqual(reply.Body.Span),
                _ => true,
            };
            before = reply.Body;
            if (final)
                throw ResultErrors.OfReply<TOutput>(transport, request, reply, error);
            throw;
        }
    }

    /// <summary>How much of a result there is in a text that is not the result.</summary>
    private static Likeness Classify(ReadOnlySpan<byte> body, JsonException error)
    {
        if (!Utf8.IsValid(body))
            return Likeness.None;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            bool empty = !reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType == JsonTokenType.EndObject;
            while (reader.Read())
            {
            }

            return error.Path is not "$" ? Likeness.Misfit : empty ? Likeness.None : Likeness.Object;
        }
        catch (JsonException)
        {
            return Likeness.None;
        }
    }

    private enum Likeness
    {
        /// <summary>No JSON, an empty object, or JSON of another kind.</summary>
        None,

        /// <summary>An object without a member that the output must have.</summary>
        Object,

        /// <summary>The output, and somewhere inside not as its schema has it.</summary>
        Misfit,
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<FalResult<TOutput>> MakeAsync<TOutput>(FalClient client, ApiRequest request, ApiReply reply, TOutput value, CallDeadline deadline)
        where TOutput : IFalJson<TOutput>
    {
        decimal? units = reply.BillableUnits;
        if (units is { } measured)
            Telemetry.Billed(request.EndpointId!, measured);
        return new FalResult<TOutput>
        {
            Value = value,
            Reply = new RawReply(reply.Body),
            RequestId = request.Handle?.RequestId ?? reply.RequestId,
            EndpointId = request.EndpointId!,
            Handle = request.Handle,
            BillableUnits = units,
            Cost = units is { } billed ? await client.Prices.CostAsync(request.EndpointId!, billed, deadline).ConfigureAwait(false) : null,
        };
    }
}
