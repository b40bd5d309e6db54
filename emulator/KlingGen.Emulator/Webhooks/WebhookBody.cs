using System.Text.Json;
using KlingGen.Emulator.Exchange;
using KlingGen.Emulator.Runs;

namespace KlingGen.Emulator.Webhooks;

/// <summary>What a webhook says, with its members sorted as the service's are.</summary>
internal static class WebhookBody
{
    public static ReadOnlyMemory<byte> Of(Job job, FalWebhookBehavior behavior)
    {
        ModelFailure? failure = job.Run.Failure;
        return JsonText.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error"u8, failure?.ErrorText);
            writer.WriteString("gateway_request_id"u8, job.Attempts > 1 ? $"{job.RequestId[..^4]}{job.Attempts:x4}" : job.RequestId);
            writer.WritePropertyName("payload"u8);
            WritePayload(writer, job, failure, behavior);
            if (behavior.PayloadError)
                writer.WriteString("payload_error"u8, "Response payload is not JSON serializable. Retrieve the response from the queue instead.");
            writer.WriteString("request_id"u8, job.RequestId);
            writer.WriteString("status"u8, failure is null ? "OK" : "ERROR");
            writer.WriteEndObject();
        });
    }

    private static void WritePayload(Utf8JsonWriter writer, Job job, ModelFailure? failure, FalWebhookBehavior behavior)
    {
        if (behavior.PayloadError)
            writer.WriteNullValue();
        else if (failure is not null)
            failure.Body.WriteTo(writer);
        else
            writer.WriteRawValue(job.Run.OutputFor(job.Run.Addresses).Span);
    }
}
