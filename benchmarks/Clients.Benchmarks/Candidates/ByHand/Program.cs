using System.Net.Http.Json;
using System.Text.Json.Serialization;

var http = new HttpClient { BaseAddress = new Uri(args[0]) };
http.DefaultRequestHeaders.Add("Authorization", "Key emulator-key-id:emulator-key-secret");
const string endpoint = "fal-ai/kling-image/v3/text-to-image", app = "fal-ai/kling-image";

return await Bench.RunAsync(args, async (prompt, count) =>
{
    using HttpResponseMessage submitted = await http.PostAsJsonAsync(endpoint, new Input(prompt, count), Json.Default.Input);
    submitted.EnsureSuccessStatusCode();
    string id = (await submitted.Content.ReadFromJsonAsync(Json.Default.Status))!.RequestId;
    while ((await http.GetFromJsonAsync($"{app}/requests/{id}/status", Json.Default.Status))!.State != "COMPLETED")
        await Task.Delay(10);
    return (await http.GetFromJsonAsync($"{app}/requests/{id}", Json.Default.Output))!.Images.Count;
});

internal sealed record Input([property: JsonPropertyName("prompt")] string Prompt, [property: JsonPropertyName("num_images")] int NumImages);

internal sealed record Status([property: JsonPropertyName("request_id")] string RequestId, [property: JsonPropertyName("status")] string State);

internal sealed record Output([property: JsonPropertyName("images")] List<Image> Images);

internal sealed record Image(
    [property: JsonPropertyName("url")] string Url, [property: JsonPropertyName("content_type")] string? ContentType, [property: JsonPropertyName("file_name")] string? FileName,
    [property: JsonPropertyName("file_size")] long? FileSize, [property: JsonPropertyName("width")] int? Width, [property: JsonPropertyName("height")] int? Height);

[JsonSerializable(typeof(Input))]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(Output))]
internal sealed partial class Json : JsonSerializerContext;
