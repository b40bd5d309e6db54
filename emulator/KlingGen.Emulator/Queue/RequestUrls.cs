using System.Text.Json;

namespace KlingGen.Emulator.Queue;

/// <summary>The three addresses of a request, on the emulator's own origin, with the application alone as the service writes them.</summary>
internal static class RequestUrls
{
    public static void WriteTo(Utf8JsonWriter writer, Uri origin, Job job)
    {
        string response = $"{origin}queue/{job.Endpoint.Application}/requests/{job.RequestId}";
        writer.WriteString("response_url"u8, response);
        writer.WriteString("status_url"u8, response + "/status");
        writer.WriteString("cancel_url"u8, response + "/cancel");
    }
}
