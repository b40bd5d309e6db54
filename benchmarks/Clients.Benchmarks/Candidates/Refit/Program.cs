using System.Text.Json.Serialization;
using Refit;

var http = new HttpClient { BaseAddress = new Uri(args[0].TrimEnd('/')) };
http.DefaultRequestHeaders.Add("Authorization", "Key emulator-key-id:emulator-key-secret");
IKling kling = RestService.For<IKling>(http);

return await Bench.RunAsync(args, async (prompt, count) =>
{
    string id = (await kling.SubmitAsync(new Input(prompt, count))).RequestId;
    while ((await kling.StatusAsync(id)).State != "COMPLETED")
        await Task.Delay(10);
    return (await kling.ResultAsync(id)).Images.Count;
});

internal interface IKling
{
    [Post("/fal-ai/kling-image/v3/text-to-image")]
    Task<Status> SubmitAsync([Body] Input input);

    [Get("/fal-ai/kling-image/requests/{id}/status")]
    Task<Status> StatusAsync(string id);

    [Get("/fal-ai/kling-image/requests/{id}")]
    Task<Output> ResultAsync(string id);
}

internal sealed record Input([property: JsonPropertyName("prompt")] string Prompt, [property: JsonPropertyName("num_images")] int NumImages);

internal sealed record Status([property: JsonPropertyName("request_id")] string RequestId, [property: JsonPropertyName("status")] string State);

internal sealed record Output([property: JsonPropertyName("images")] List<Image> Images);

internal sealed record Image(
    [property: JsonPropertyName("url")] string Url, [property: JsonPropertyName("content_type")] string? ContentType, [property: JsonPropertyName("file_name")] string? FileName,
    [property: JsonPropertyName("file_size")] long? FileSize, [property: JsonPropertyName("width")] int? Width, [property: JsonPropertyName("height")] int? Height);
