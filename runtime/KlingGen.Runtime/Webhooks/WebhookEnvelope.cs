using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>The members around a webhook's payload. The payload stays text: only the endpoint knows its type.</summary>
internal sealed record WebhookEnvelope
{
    public required string RequestId { get; init; }

    public required FalWebhookStatus Status { get; init; }

    public string? GatewayRequestId { get; init; }

    public string? Error { get; init; }

    public string? PayloadError { get; init; }

    /// <summary>A part of the body; empty when the payload is null or absent.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <exception cref="FalWebhookFormatException">The body is no webhook.</exception>
    public static WebhookEnvelope Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return ReadObject(body);
        }
        catch (JsonException error)
        {
            throw new FalWebhookFormatException($"The body is not a webhook of the service: {error.Message.TrimEnd('.')}. It is kept in Body.", error) { Body = body };
        }
    }

    private static WebhookEnvelope ReadObject(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it is not a JSON object");

        string? requestId = null, gatewayRequestId = null, status = null, error = null, payloadError = null;
        ReadOnlyMemory<byte> payload = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (JsonStrings.Text(ref reader))
            {
                case "request_id":
                    requestId = Text(ref reader);
                    break;
                case "gateway_request_id":
                    gatewayRequestId = Text(ref reader);
                    break;
                case "status":
                    status = Text(ref reader);
                    break;
                case "error":
                    error = Text(ref reader);
                    break;
                case "payload_error":
                    payloadError = Text(ref reader);
                    break;
                case "payload":
                    payload = Slice(ref reader, body);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Read())
            throw new JsonException("there is text after it");
        if (!RequestIds.IsSound(requestId))
            throw new JsonException("it has no request_id that can be one");
        return new WebhookEnvelope
        {
            RequestId = requestId!,
            Status = status switch
            {
                "OK" => FalWebhookStatus.Ok,
                "ERROR" => FalWebhookStatus.Error,
                _ => throw new JsonException("its status is neither OK nor ERROR"),
            },
            GatewayRequestId = gatewayRequestId,
            Error = error,
            PayloadError = payloadError,
            Payload = payload,
        };
    }

    // A text that is something else, an object for example, is left out: what it is about is known without it.
    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return JsonStrings.Text(ref reader);
        reader.Skip();
        return null;
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }
}
