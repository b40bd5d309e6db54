using Blazor.App.Fal.KlingImageV3TextToImage;
using Blazor.App.Fal.KlingVideoV25TurboProImageToVideo;
using KlingGen;

namespace Blazor.App;

/// <summary>What must work in a browser; each gives a sentence about what it saw, or throws.</summary>
internal sealed class Checks(FalClient fal, IConfiguration configuration)
{
    public const string Kling = "fal-ai/kling-image/v3/text-to-image";

    /// <summary>Where the tests' emulator answers with faults.</summary>
    private const string Faulty = "fal-ai/kling-video/v2.5-turbo/pro/image-to-video";

    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public IEnumerable<(string Name, Func<Task<string>> Check)> All =>
    [
        ("subscribe", SubscribeAsync),
        ("run", RunAsync),
        ("bytes", BytesAsync),
        ("open", OpenAsync),
        ("compressed", CompressedAsync),
        ("upload", UploadAsync),
        ("media", MediaAsync),
        ("invalid", () => ErrorAsync<FalValidationException>(() => Endpoint.SubscribeAsync(Input with { Prompt = new string('a', 2501) }))),
        ("refused", () => ErrorAsync<FalApiValidationException>(() => fal.Endpoint(Kling).RunAsync(FalJson.Parse("{}")))),
        ("redirected", () => ErrorAsync<FalApiException>(() => fal.Endpoint(Faulty).RunAsync(FalJson.Parse("{}")))),
        ("silent", () => ErrorAsync<FalTimeoutException>(() => fal.Endpoint(Faulty).SubscribeAsync(FalJson.Parse("""{"prompt":"a","image_url":"https://files.example/a.png"}"""), new FalCallOptions { Timeout = TimeSpan.FromSeconds(1) }))),
        ("unreachable", UnreachableAsync),
        ("own", OwnAsync),
        ("keyless", () => ErrorAsync<FalAuthenticationException>(static () => Task.FromResult(new FalClient()))),
    ];

    private static KlingImageV3TextToImageInput Input => new() { Prompt = "a lighthouse", NumImages = 2 };

    private KlingImageV3TextToImageClient Endpoint => fal.KlingImageV3TextToImage();

    private async Task<string> SubscribeAsync()
    {
        var states = new List<string>();
        FalResult<KlingImageV3TextToImageOutput> result = await Endpoint.SubscribeAsync(Input, progress: new FalProgress<FalQueueStatus>(status => states.Add(status.State.ToString())));
        return $"{result.Value.Images.Count} images, {result.BillableUnits} units, {(result.RequestId is null ? "no id" : "id")}, {string.Join(' ', states.Distinct())}";
    }

    private async Task<string> RunAsync() => $"{(await Endpoint.RunAsync(Input)).Value.Images.Count} images";

    private async Task<string> BytesAsync()
    {
        FalImage image = (await Endpoint.SubscribeAsync(Input)).Value.Images[0];
        byte[] bytes = await image.GetBytesAsync(fal);
        return bytes.AsSpan().StartsWith(s_png) ? "a picture" : throw new InvalidOperationException("no picture");
    }

    private async Task<string> OpenAsync()
    {
        FalImage image = (await Endpoint.SubscribeAsync(Input)).Value.Images[0];
        await using Stream stream = await image.OpenReadAsync(fal);
        byte[] head = new byte[4];
        await stream.ReadExactlyAsync(head);
        return head.AsSpan().SequenceEqual(s_png) ? "a picture" : throw new InvalidOperationException("no picture");
    }

    // Its length is that of what went over the wire, which is less than what arrives.
    private async Task<string> CompressedAsync() => $"{(await new FalFile { Url = configuration["Compressed"]! }.GetBytesAsync(fal)).Length} bytes";

    private async Task<string> UploadAsync()
    {
        byte[] bytes = [.. s_png, 1, 2, 3];
        FalUploadedFile file = await fal.Storage.UploadAsync(FalMedia.FromBytes(bytes, "image/png", "a.png"));
        return (await file.GetBytesAsync(fal)).AsSpan().SequenceEqual(bytes) ? $"{file.FileName} {file.ContentType}" : throw new InvalidOperationException("other bytes");
    }

    // A file of an input is uploaded by the call itself.
    private async Task<string> MediaAsync()
    {
        FalJob<KlingVideoV25TurboProImageToVideoOutput> job = await fal.KlingVideoV25TurboProImageToVideo().SubmitAsync(
            new() { Prompt = "the lamp turns", ImageUrl = FalMedia.FromBytes(s_png, "image/png") });
        return job.Handle.EndpointId;
    }

    private static Task<string> UnreachableAsync()
    {
        FalClientOptions options = FalClientOptions.ForEmulator(new Uri("http://127.0.0.1:9/"));
        options.MaxRetries = 0;
        return ErrorAsync<FalConnectionException>(() => new FalClient(options).Endpoint(Kling).Resume(new FalJobHandle(Kling, "job-1")).GetStatusAsync());
    }

    // Without services, with a handler of the library.
    private async Task<string> OwnAsync()
    {
        using var own = new FalClient(FalClientOptions.ForEmulator(new Uri(configuration["Emulator"]!)));
        return $"{(await own.KlingImageV3TextToImage().SubscribeAsync(Input)).Value.Images.Count} images";
    }

    private static async Task<string> ErrorAsync<TException>(Func<Task> action)
        where TException : Exception
    {
        try
        {
            await action();
        }
        catch (TException error)
        {
            return error.Message;
        }
        throw new InvalidOperationException("There was no error.");
    }
}
