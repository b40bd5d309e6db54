using System.Text.Json;

namespace KlingGen;

/// <summary>Reads the small answers of the storage. Their raw text goes into no exception: it holds tokens and signatures.</summary>
internal static class StorageAnswer
{
    /// <summary>A text member of an answer; null when it is not there, or when the answer is no object.</summary>
    public static string? Text(ApiReply reply, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(reply.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static int? Number(ApiReply reply, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(reply.Body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static FalApiException Unusable(ApiRequest request, ApiReply reply, string what) =>
        new($"{request.Describe()} was answered {(int)reply.Status}, but {what}.") { StatusCode = reply.Status, RequestId = reply.RequestId };
}
