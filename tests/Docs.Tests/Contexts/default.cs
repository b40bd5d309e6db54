// A console program with the package KlingGen: a client, an input, and what most pages have introduced by then.
// schema: kling-image-v3-text-to-image.json
global using System;
global using System.Collections.Generic;
global using System.IO;
global using System.Linq;
global using System.Net.Http;
global using System.Threading;
global using System.Threading.Tasks;
global using KlingGen;
global using MyApp.Fal.KlingImageV3TextToImage;

public abstract partial class Ambient
{
    protected static FalClient fal = new();
    protected static KlingImageV3TextToImageClient kling = fal.KlingImageV3TextToImage();
    protected static KlingImageV3TextToImageInput input = new() { Prompt = "a lighthouse" };

    /// <summary>What a page that begins with <c>catch</c> has tried.</summary>
    protected static Task Call() => kling.SubscribeAsync(input);
}
