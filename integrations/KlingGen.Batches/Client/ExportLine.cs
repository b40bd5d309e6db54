using System.Text.Encodings.Web;
using System.Text.Json;

namespace KlingGen.Batches;

/// <summary>One job as a line of JSON.</summary>
internal static class ExportLine
{
    // A file, not a page: letters of all languages stay letters.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream destination, FalBatchJob job)
    {
        using (var writer = new Utf8JsonWriter(destination, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", job.Number);
            writer.WriteString("state", job.State.ToString());
            if (job.Input is { } input)
                WriteJson(writer, "input", input);
            if (job.RequestId is { } id)
                writer.WriteString("request_id", id);
            if (job.Result is { } result)
                WriteJson(writer, "result", result);
            if (job.ErrorType is { } type)
                writer.WriteString("error_type", type);
            if (job.Error is { } error)
                writer.WriteString("error", error);
            writer.WriteNumber("cost", job.Cost);
            if (job.Files.Count > 0)
            {
                writer.WriteStartArray("files");
                foreach (string file in job.Files)
                    writer.WriteStringValue(file);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    // A bad line is kept as it was read; it may not be JSON.
    private static void WriteJson(Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        try
        {
            JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }).Dispose();
            // As it came, half characters in escapes included; a line of JSON has its own ends outside of texts only.
            writer.WriteRawValue(json.Replace('\r', ' ').Replace('\n', ' '), skipInputValidation: true);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(json);
        }
    }
}
