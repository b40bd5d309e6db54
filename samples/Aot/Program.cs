// A native program: typed call, progress, cost, files and errors without reflection.
//   dotnet publish samples/Aot -o artifacts/aot
//   artifacts/aot/Aot "a lighthouse in fog" --emulator http://127.0.0.1:5077/    with `klinggen serve --port 5077` running
//   artifacts/aot/Aot "a lighthouse in fog"                                      on fal.ai, with the key in FAL_KEY
using Aot.Fal.KlingImageV3TextToImage;
using KlingGen;

int at = Array.IndexOf(args, "--emulator");
if (args.Length == 0 || args.Length == at + 1)
{
    Console.Error.WriteLine("Usage: Aot <prompt> [--emulator <address>]");
    return 2;
}

try
{
    using var fal = new FalClient(at < 0 ? new() : FalClientOptions.ForEmulator(new Uri(args[at + 1])));
    FalResult<KlingImageV3TextToImageOutput> result = await fal.KlingImageV3TextToImage().SubscribeAsync(
        new() { Prompt = args[0], NumImages = 2 }, progress: new FalProgress<FalQueueStatus>(Console.WriteLine));
    foreach (FalImage image in result.Value.Images)
        Console.WriteLine(await image.SaveAsync("out", fal));
    Console.WriteLine($"request {result.RequestId}  cost {result.Cost?.ToString() ?? "unknown"}");
    return 0;
}
catch (FalException exception)
{
    // What the schema forbids was not sent; each error names member, rule and limit.
    Console.Error.WriteLine(exception.Message);
    return 1;
}
