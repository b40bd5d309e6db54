using System.Text.Json;

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
        // The reader says InvalidOperationException of a string with a lone surrogate.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
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
            if (reader.ValueTextEquals("request_id"u8))
                requestId = Text(ref reader);
            else if (reader.ValueTextEquals("gateway_request_id"u8))
                gatewayRequestId = Text(ref reader);
            else if (reader.ValueTextEquals("status"u8))
                status = Text(ref reader);
            else if (reader.ValueTextEquals("error"u8))
                error = Text(ref reader);
            else if (reader.ValueTextEquals("payload_error"u8))
                payloadError = Text(ref reader);
            else if (reader.ValueTextEquals("payload"u8))
                payload = Slice(ref reader, body);
            else
                reader.Skip();
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
            return reader.GetString();
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
