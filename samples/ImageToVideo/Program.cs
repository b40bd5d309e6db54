// Brings a picture of this machine to life: uploads it, makes a video of it, and saves that into out/.
//   dotnet run --project samples/ImageToVideo -- out/picture.png "the lamp turns"           on the embedded emulator
//   dotnet run --project samples/ImageToVideo -- out/picture.png "the lamp turns" --live    on fal.ai, with the key in FAL_KEY
// Without a picture it takes the lighthouse beside this file.
using ImageToVideo.Fal.KlingVideoV25TurboProImageToVideo;
using KlingGen;
using KlingGen.Emulator;

bool live = args.Contains("--live");
string[] words = [.. args.Where(static arg => !arg.StartsWith("--", StringComparison.Ordinal))];
string picture = words.ElementAtOrDefault(0) ?? Path.Combine(AppContext.BaseDirectory, "lighthouse.png");
string prompt = words.ElementAtOrDefault(1) ?? "the lamp turns, waves roll in";

await using FalEmulator? emulator = live ? null : await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(AppContext.BaseDirectory, "schemas") } });

try
{
    using var fal = new FalClient(emulator is null ? new() : FalClientOptions.ForEmulator(emulator.Address));

    FalResult<KlingVideoV25TurboProImageToVideoOutput> result = await fal.KlingVideoV25TurboProImageToVideo().SubscribeAsync(
        new() { Prompt = prompt, ImageUrl = FalMedia.FromFile(picture), Duration = Duration.Duration5 },
        progress: new FalProgress<FalQueueStatus>(status => Console.WriteLine(status)),
        onEnqueue: (handle, _) =>
        {
            Console.WriteLine($"{Path.GetFileName(picture)} is uploaded, request {handle.RequestId}");
            return ValueTask.CompletedTask;
        });

    string path = await result.Value.Video.SaveAsync("out", fal);
    Console.WriteLine($"{path}  {new FileInfo(path).Length:N0} bytes");
    return 0;
}
catch (FalException exception)
{
    // A missing picture, an upload that failed, a refused key: nothing was bought.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
