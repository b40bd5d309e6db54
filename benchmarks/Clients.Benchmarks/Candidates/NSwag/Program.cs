using NSwagClient;

var http = new HttpClient();
http.DefaultRequestHeaders.Add("Authorization", "Key emulator-key-id:emulator-key-secret");
var client = new Client(http) { BaseUrl = args[0] };

return await Bench.RunAsync(args, async (prompt, count) =>
{
    string id = (await client.TextToImageAsync(new() { Prompt = prompt, Num_images = count })).Request_id;
    while ((await client.StatusAsync(id, null)).Status != QueueStatusStatus.COMPLETED)
        await Task.Delay(10);
    return (await client.RequestsAsync(id)).Images.Count;
});

namespace NSwagClient
{
    public partial class Client
    {
        // The document says that logs are an object, and the service sends a list: without this no status can be read.
        static partial void UpdateJsonSerializerSettings(Newtonsoft.Json.JsonSerializerSettings settings) => settings.Error = static (_, wrong) => wrong.ErrorContext.Handled = true;
    }
}
