using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization;

using var http = new HttpClient { BaseAddress = new Uri(args[1]) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", "emulator-key-id:emulator-key-secret");
var input = new Input { Prompt = "a fox", NumImages = 1, OutputFormat = OutputFormat.Png };
Output output = args[0] == "run" ? await PostAsync("run/fal-ai/kling-image/v3/text-to-image", Texts.Default.Output) : await QueueAsync();
return output.Images.Count == 1 ? 0 : 1;

async Task<Output> QueueAsync()
{
    Submitted submitted = await PostAsync("queue/fal-ai/kling-image/v3/text-to-image", Texts.Default.Submitted);
    string job = $"queue/fal-ai/kling-image/requests/{submitted.RequestId}";
    using (HttpResponseMessage events = await http.GetAsync(job + "/status/stream", HttpCompletionOption.ResponseHeadersRead))
    {
        events.EnsureSuccessStatusCode();
        await using Stream stream = await events.Content.ReadAsStreamAsync();
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync())
            if (JsonSerializer.Deserialize(item.Data, Texts.Default.Status)!.Value == "COMPLETED")
                break;
    }
    return (await http.GetFromJsonAsync(job, Texts.Default.Output))!;
}

async Task<T> PostAsync<T>(string address, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> answer)
{
    using HttpResponseMessage response = await http.PostAsJsonAsync(address, input, Texts.Default.Input);
    response.EnsureSuccessStatusCode();
    return (await response.Content.ReadFromJsonAsync(answer))!;
}

internal enum OutputFormat
{
    [JsonStringEnumMemberName("jpeg")]
    Jpeg,

    [JsonStringEnumMemberName("png")]
    Png,

    [JsonStringEnumMemberName("webp")]
    Webp,
}

internal sealed record Input
{
    public required string Prompt { get; init; }

    public int? NumImages { get; init; }

    public OutputFormat? OutputFormat { get; init; }
}

internal sealed record Image
{
    public required string Url { get; init; }

    public string? ContentType { get; init; }

    public string? FileName { get; init; }

    public long? FileSize { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }
}

internal sealed record Output
{
    public required IReadOnlyList<Image> Images { get; init; }
}

internal sealed record Submitted
{
    public required string RequestId { get; init; }
}

internal sealed record Status
{
    [JsonPropertyName("status")]
    public required string Value { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Input))]
[JsonSerializable(typeof(Output))]
[JsonSerializable(typeof(Submitted))]
[JsonSerializable(typeof(Status))]
internal sealed partial class Texts : JsonSerializerContext;
