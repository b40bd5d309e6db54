using Kiota.Client;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

HttpClient http = KiotaClientFactory.Create();
http.DefaultRequestHeaders.Add("Authorization", "Key emulator-key-id:emulator-key-secret");
var client = new KlingClient(new HttpClientRequestAdapter(new AnonymousAuthenticationProvider(), httpClient: http) { BaseUrl = args[0].TrimEnd('/') });

return await Bench.RunAsync(args, async (prompt, count) =>
{
    var endpoint = client.FalAi.KlingImage.V3.TextToImage;
    string id = (await endpoint.PostAsync(new() { Prompt = prompt, NumImages = count }))!.RequestId!;
    while ((await endpoint.Requests[id].Status.GetAsync())!.Status != Kiota.Client.Models.QueueStatus_status.COMPLETED)
        await Task.Delay(10);
    return (await endpoint.Requests[id].GetAsync())!.Images!.Count;
});
