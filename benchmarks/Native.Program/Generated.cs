using KlingGen;
using Native.Program.Fal.KlingImageV3TextToImage;

using var fal = new FalClient(FalClientOptions.ForEmulator(new Uri(args[1])));
KlingImageV3TextToImageClient endpoint = fal.KlingImageV3TextToImage();
KlingImageV3TextToImageInput input = new() { Prompt = "a fox", NumImages = 1, OutputFormat = OutputFormat.Png };
FalResult<KlingImageV3TextToImageOutput> result = await (args[0] == "run" ? endpoint.RunAsync(input) : endpoint.SubscribeAsync(input, new FalCallOptions { Logs = false }));
return result.Value.Images.Count == 1 ? 0 : 1;
