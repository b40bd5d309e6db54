using System.Globalization;
using System.Net;
using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Makes of a webhook what the result call would have made of the same job.</summary>
internal static class WebhookReader
{
    private const string StatusWords = "Invalid status code: ";

    public static FalWebhook<T> Read<T>(FalClient client, string endpointId, FalVerifiedWebhook source, MemberNames members)
        where T : IFalJson<T>
    {
        var envelope = WebhookEnvelope.Read(source.Body);
        var handle = new FalJobHandle(endpointId, envelope.RequestId);
        var job = new FalJob<T>(client, handle, members);
        if (envelope.Status == FalWebhookStatus.Error)
            return new FalWebhook<T>(job, envelope, source) { Failure = Failed(client.Transport, handle, envelope, source, members) };
        if (envelope.Payload.IsEmpty)
            return new FalWebhook<T>(job, envelope, source);

        try
        {
            return new FalWebhook<T>(job, envelope, source) { Payload = FalJsonText.Read<T>(envelope.Payload.Span), HasPayload = true, RawPayload = envelope.Payload };
        }
        catch (JsonException error)
        {
            // The job is paid for: it is reported with its handle and its text, not thrown away with an exception.
            return new FalWebhook<T>(job, envelope, source) { Failure = ResultErrors.OfWebhook<T>(client.Transport, handle, envelope.Payload, error) };
        }
    }

    // The payload of a failure is the model's error body; where there is none, the texts of the webhook itself are read instead.
    private static FalApiException Failed(FalTransport transport, FalJobHandle handle, WebhookEnvelope envelope, FalVerifiedWebhook source, MemberNames members) =>
        ApiErrors.FailedWebhook(transport, handle, StatusOf(envelope.Error), envelope.Payload.IsEmpty ? source.Body : envelope.Payload, members);

    private static HttpStatusCode? StatusOf(string? error) =>
        error is not null && error.StartsWith(StatusWords, StringComparison.Ordinal)
            && int.TryParse(error.AsSpan(StatusWords.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 100 and <= 599
            ? (HttpStatusCode)status
            : null;
}
