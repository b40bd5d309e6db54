#!/usr/bin/env dotnet
#:property KlingGenSchemas=../../schemas/kling-image-v3-text-to-image.json
#:property PublishAot=false
#:project ../../emulator/KlingGen.Emulator/KlingGen.Emulator.csproj
// A program of one file: it makes a picture from a text and writes it into out/.
//   dotnet run samples/FileBased/lighthouse.cs -- "a lighthouse in fog"           on the embedded emulator
//   dotnet run samples/FileBased/lighthouse.cs -- "a lighthouse in fog" --live    on fal.ai, with the key in FAL_KEY
// In the place of the project your own file has two packages: #:package KlingGen@0.1.0 and #:package KlingGen.Emulator@0.1.0.
using KlingGen;
using KlingGen.Emulator;
using lighthouse.Fal.KlingImageV3TextToImage;

bool live = args.Contains("--live");
string prompt = args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)) ?? "a lighthouse in fog";

// The emulator reads the file that the build has read.
string here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
await using FalEmulator? emulator = live ? null : await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(here, "../../schemas/kling-image-v3-text-to-image.json") } });
using var fal = new FalClient(emulator is null ? new() : FalClientOptions.ForEmulator(emulator.Address));

try
{
    FalResult<KlingImageV3TextToImageOutput> result = await fal.KlingImageV3TextToImage().SubscribeAsync(
        new() { Prompt = prompt, AspectRatio = AspectRatio.Ratio16x9 }, progress: new FalProgress<FalQueueStatus>(Console.WriteLine));
    Console.WriteLine($"{await result.Value.Images[0].SaveAsync("out", fal)}  cost {result.Cost?.ToString() ?? "unknown"}");
    return 0;
}
catch (FalException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
