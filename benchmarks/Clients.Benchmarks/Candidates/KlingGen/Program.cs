using Candidate.Fal.KlingImageV3TextToImage;
using KlingGen;

// The address is that of the queue; the emulator's own is above it.
using var fal = new FalClient(FalClientOptions.ForEmulator(new Uri(new Uri(args[0]), "..")));
KlingImageV3TextToImageClient kling = fal.KlingImageV3TextToImage();

return await Bench.RunAsync(args, async (prompt, count) =>
    (await kling.SubscribeAsync(new() { Prompt = prompt, NumImages = count })).Value.Images.Count);
