using System.Diagnostics;
using System.Text;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>What can go wrong inside a stream of outputs, as the documented exceptions.</summary>
internal static class StreamFailures
{
    private const string MayBeBilled = " The call may be billed, and is not repeated.";

    /// <summary>Opens the stream; the span covers that and not the events, which last as long as their reader likes.</summary>
    public static async Task<ApiReply> OpenAsync(FalTransport transport, ApiRequest request, CallDeadline deadline)
    {
        using Activity? span = Telemetry.Start("stream", request.EndpointId, null);
        try
        {
            ApiReply reply = await transport.SendAsync(request, deadline).ConfigureAwait(false);
            if (reply.Stream is null || !string.Equals(reply.ContentType, "text/event-stream", StringComparison.OrdinalIgnoreCase))
            {
                using (reply)
                    throw NotAStream(request, reply);
            }

            Telemetry.SetRequest(span, reply.RequestId);
            Telemetry.Succeeded(FalOperation.Stream, request.EndpointId);
            return reply;
        }
        catch (Exception error) when (Telemetry.Failed(span, FalOperation.Stream, request.EndpointId, error))
        {
            throw;
        }
    }

    public static async ValueTask<byte[]?> NextAsync(FalClient client, EventStream events, ApiRequest request, ApiReply reply, CallDeadline deadline, DateTimeOffset started, int count)
    {
        try
        {
            byte[]? data = await events.NextAsync().ConfigureAwait(false);
            return data is not null || (count > 0 && !events.IsInsideEvent) ? data : throw EndedEarly(request, reply, events, count);
        }
        catch (OperationCanceledException canceled) when (deadline.Caller.IsCancellationRequested)
        {
            throw new FalCanceledException($"{request.Describe()} was cancelled by the caller after {count} events.{MayBeBilled}", canceled, deadline.Caller)
            {
                Attempt = Failures.Describe(client.Transport, request, started) with { RequestId = reply.RequestId },
            };
        }
        catch (OperationCanceledException canceled) when (deadline.IsOver)
        {
            throw new FalTimeoutException(
                $"{request.Describe()} did not end within {CallDeadline.Shown(deadline.Limit)} (Timeout of FalCallOptions or FalClientOptions); {count} events had come.{MayBeBilled}", canceled)
            {
                Limit = deadline.Limit,
                EndpointId = request.EndpointId,
                RequestId = reply.RequestId,
            };
        }
        catch (OperationCanceledException canceled)
        {
            TimeSpan idle = client.Options.StreamIdleTimeout;
            throw new FalTimeoutException($"{request.Describe()} fell silent after {count} events: nothing came for {CallDeadline.Shown(idle)} (FalClientOptions.StreamIdleTimeout).{MayBeBilled}", canceled)
            {
                Limit = idle,
                EndpointId = request.EndpointId,
                RequestId = reply.RequestId,
            };
        }
        catch (ReplyTooLongException error)
        {
            throw new FalApiException($"{request.Describe()} sent an event that is too long. {error.Message}", error)
            {
                StatusCode = reply.Status,
                EndpointId = request.EndpointId,
                RequestId = reply.RequestId,
            };
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new FalStreamInterruptedException($"{request.Describe()} broke off after {count} events: {client.Transport.Key.Scrub(error.Message).TrimEnd('.')}.{MayBeBilled}", error)
            {
                EventsReceived = count,
                EndpointId = request.EndpointId,
                RequestId = reply.RequestId,
            };
        }
    }

    public static TOutput Parse<TOutput>(FalTransport transport, ApiRequest request, ApiReply reply, byte[] data)
        where TOutput : IFalJson<TOutput>
    {
        try
        {
            return FalJsonText.Read<TOutput>(data);
        }
        catch (JsonException error)
        {
            // An error takes the place of an output when the model fails on its way.
            ErrorBody body = ErrorBody.Read(transport.Key.Scrub(data));
            if (body.Message is null && ResultErrors.OfEvent<TOutput>(transport, request, reply, data, error) is { } unfit)
                throw unfit;
            string words = body.Message is { } message ? message.TrimEnd('.') : transport.Key.Scrub(error.Message).TrimEnd('.');
            throw new FalApiException($"{request.Describe()} sent an event that is not an output: {words}.", transport.Key.Scrub(error))
            {
                StatusCode = reply.Status,
                ErrorType = body.ErrorType,
                EndpointId = request.EndpointId,
                RequestId = reply.RequestId,
                Body = transport.Key.Scrub(Encoding.UTF8.GetString(data)),
            };
        }
    }

    private static FalStreamInterruptedException EndedEarly(ApiRequest request, ApiReply reply, EventStream events, int count) =>
        new($"{request.Describe()} ended {(events.IsInsideEvent ? $"inside an event, after {count} whole ones" : "without an event")}.{MayBeBilled}")
        {
            EventsReceived = count,
            EndpointId = request.EndpointId,
            RequestId = reply.RequestId,
        };

    private static FalApiException NotAStream(ApiRequest request, ApiReply reply) =>
        new($"{request.Describe()} was answered {(int)reply.Status} with {reply.ContentType ?? "no content type"} instead of an event stream. Not every endpoint can stream; use RunAsync or SubscribeAsync.")
        {
            StatusCode = reply.Status,
            EndpointId = request.EndpointId,
            RequestId = reply.RequestId,
        };
}
