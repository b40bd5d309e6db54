// Makes pictures from a text and writes them into out/.
//   dotnet run --project samples/TextToImage -- "a hobbit's study, warm light"           on the embedded emulator
//   dotnet run --project samples/TextToImage -- "a hobbit's study, warm light" --live    on fal.ai, with the key in FAL_KEY
using KlingGen;
using KlingGen.Emulator;
using TextToImage.Fal.KlingImageV3TextToImage;

bool live = args.Contains("--live");
string prompt = args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)) ?? "a hobbit's study, warm light";

await using FalEmulator? emulator = live ? null : await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(AppContext.BaseDirectory, "schemas") } });
FalClientOptions options = emulator is null ? new() : FalClientOptions.ForEmulator(emulator.Address);

try
{
    using var fal = new FalClient(options);

    KlingImageV3TextToImageClient kling = fal.KlingImageV3TextToImage();
    var input = new KlingImageV3TextToImageInput { Prompt = prompt, NumImages = 2, AspectRatio = AspectRatio.Ratio16x9 };
    Console.WriteLine($"estimate {kling.EstimateCost(input)?.ToString() ?? "unknown"}");

    FalResult<KlingImageV3TextToImageOutput> result = await kling.SubscribeAsync(
        input,
        progress: new FalProgress<FalQueueStatus>(status => Console.WriteLine(status)),
        onEnqueue: (handle, _) =>
        {
            Console.WriteLine($"request {handle.RequestId}");
            return ValueTask.CompletedTask;
        });

    foreach (FalImage image in result.Value.Images)
    {
        string path = await image.SaveAsync("out", fal);
        Console.WriteLine($"{path}  {new FileInfo(path).Length:N0} bytes");
    }

    Console.WriteLine($"request {result.RequestId}  {result.BillableUnits} billable units  cost {result.Cost?.ToString() ?? "unknown"}");
    return 0;
}
catch (FalException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
