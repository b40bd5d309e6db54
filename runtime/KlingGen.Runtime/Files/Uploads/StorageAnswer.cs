using System.Text.Json;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>Reads the small answers of the storage. Their raw text goes into no exception: it holds tokens and signatures.</summary>
internal static class StorageAnswer
{
    /// <summary>A text member of an answer; null when it is not there, or when the answer is no object.</summary>
    public static string? Text(ApiReply reply, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(JsonStrings.Utf8Of(reply.Body));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGet(name, out JsonElement value) ? value.Text() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text member without which the answer says nothing: such an answer counts as lost.</summary>
    /// <exception cref="JsonException">It is not there.</exception>
    public static string Needed(ApiReply reply, string name) =>
        Text(reply, name) ?? throw new JsonException($"it has no {name}");

    /// <summary>Takes the page of a gateway or a captive portal for what it is, where nothing but the head of the answer is looked at.</summary>
    /// <exception cref="JsonException">The answer is a page.</exception>
    public static void CheckNoPage(ApiReply reply)
    {
        if (string.Equals(reply.ContentType, "text/html", StringComparison.OrdinalIgnoreCase))
            throw new JsonException("it is an HTML page, not an answer of the storage");
    }

    public static int? Number(ApiReply reply, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(JsonStrings.Utf8Of(reply.Body));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGet(name, out JsonElement value)
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
