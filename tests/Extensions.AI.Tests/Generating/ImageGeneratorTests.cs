using Extensions.AI.Tests.Fal.KlingImageV3TextToImage;
using Extensions.AI.Tests.Fal.Studio.Paint;
using Extensions.AI.Tests.Fal.Studio.Retouch;
using KlingGen;
using Microsoft.Extensions.AI;
using Size = System.Drawing.Size;

namespace Extensions.AI.Tests.Generating;

public sealed class ImageGeneratorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_becomes_images_with_the_typed_result_cost_and_request_id()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        IImageGenerator images = studio.Fal.KlingImageV3TextToImage().AsImageGenerator();

        ImageGenerationResponse response = await images.GenerateImagesAsync("a lighthouse", new() { Count = 2, MediaType = "image/png" }, Cancellation);

        Assert.Equal("a lighthouse", studio.Sent(KlingImageV3TextToImageClient.Id).GetProperty("prompt").GetString());
        Assert.Equal("png", studio.Sent(KlingImageV3TextToImageClient.Id).GetProperty("output_format").GetString());
        Assert.Equal(2, response.Contents.Count);
        var result = Assert.IsType<FalResult<KlingImageV3TextToImageOutput>>(response.RawRepresentation);
        Assert.Equal(result.Value.Images[0].Url, Assert.IsType<UriContent>(response.Contents[0]).Uri.OriginalString);
        Assert.Equal("image/png", ((UriContent)response.Contents[0]).MediaType);
        Assert.Equal(new FalCost(0.056m, "USD"), result.Cost);
        Assert.All(response.Contents, content => Assert.Equal(result.RequestId, content.AdditionalProperties![FalAIProperties.RequestId]));
        Assert.All(response.Contents, static content => Assert.Equal("0.056 USD", content.AdditionalProperties![FalAIProperties.Cost]));
    }

    [Fact]
    public async Task Bytes_are_fetched_where_bytes_are_asked_for()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        ImageGenerationResponse response = await studio.Fal.Paint().AsImageGenerator().GenerateImagesAsync("a hill", new() { ResponseFormat = ImageGenerationResponseFormat.Data, MediaType = "image/png" }, Cancellation);
        var content = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("image/png", content.MediaType);
        Assert.Equal(0x89, content.Data.Span[0]);
    }

    [Fact]
    public async Task A_size_in_pixels_is_sent_exactly()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        ImageGenerationResponse response = await studio.Fal.Paint().AsImageGenerator().GenerateImagesAsync("a hill", new() { ImageSize = new Size(640, 512) }, Cancellation);
        Assert.Equal("""{"height":512,"width":640}""", studio.Sent(PaintClient.Id).GetProperty("image_size").GetRawText());
        var result = (FalResult<PaintOutput>)response.RawRepresentation!;
        Assert.Equal((640, 512), (result.Value.Images[0].Width, result.Value.Images[0].Height));
    }

    [Fact]
    public async Task A_picture_is_uploaded_and_changed()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        IImageGenerator images = studio.Fal.Retouch().AsImageGenerator();
        byte[] picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];
        ImageGenerationResponse response = await images.EditImageAsync(new DataContent(picture, "image/png"), "brighter", new() { ImageSize = new Size(512, 512) }, Cancellation);

        Assert.Single(response.Contents);
        string address = studio.Sent(RetouchClient.Id).GetProperty("image_url").GetString()!;
        Assert.Equal("512x512", studio.Sent(RetouchClient.Id).GetProperty("size").GetString());
        using var http = new HttpClient();
        Assert.Equal(picture, await http.GetByteArrayAsync(new Uri(address), Cancellation));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "size of kling", "does not take a size in pixels (ImageSize)" },
        { "size of retouch", "it takes 512x512, 1024x1024" },
        { "type", "it takes jpeg, png" },
        { "type of retouch", "does not take the media type" },
        { "count", "does not take the number of images (Count)" },
        { "model", "ModelId asks for 'another'" },
        { "hosted", "Set ResponseFormat to Uri or Data" },
        { "streaming", "Leave StreamingCount out" },
        { "originals", "Leave OriginalImages out" },
        { "no original", "Give it in OriginalImages" },
        { "two originals", "takes one image, and OriginalImages has 2" },
        { "text as original", "not as TextContent" },
        { "additional", "AdditionalProperties['seed'] is not a finite number" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_endpoint_cannot_do_is_an_error_and_nothing_is_sent(string what, string text)
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        IImageGenerator kling = studio.Fal.KlingImageV3TextToImage().AsImageGenerator(), paint = studio.Fal.Paint().AsImageGenerator(), retouch = studio.Fal.Retouch().AsImageGenerator();
        UriContent picture = new("https://example.org/a.png", "image/png");
        (IImageGenerator generator, ImageGenerationRequest request, ImageGenerationOptions options) = what switch
        {
            "size of kling" => (kling, new("x"), new() { ImageSize = new Size(512, 512) }),
            "size of retouch" => (retouch, new("x", [picture]), new() { ImageSize = new Size(513, 512) }),
            "type" => (paint, new("x"), new() { MediaType = "image/webp" }),
            "type of retouch" => (retouch, new("x", [picture]), new() { MediaType = "image/png" }),
            "count" => (retouch, new("x", [picture]), new() { Count = 2 }),
            "model" => (paint, new("x"), new() { ModelId = "another" }),
            "hosted" => (paint, new("x"), new() { ResponseFormat = ImageGenerationResponseFormat.Hosted }),
            "streaming" => (paint, new("x"), new() { StreamingCount = 1 }),
            "originals" => (paint, new("x", [picture]), new()),
            "no original" => (retouch, new("x"), new()),
            "two originals" => (retouch, new("x", [picture, picture]), new()),
            "text as original" => (retouch, new("x", [new Microsoft.Extensions.AI.TextContent("no")]), new()),
            _ => (paint, new ImageGenerationRequest("x"), new ImageGenerationOptions { AdditionalProperties = new() { ["seed"] = double.NaN } }),
        };

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => generator.GenerateAsync(request, options, Cancellation));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task A_value_out_of_range_is_named_by_its_member()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var error = await Assert.ThrowsAsync<FalValidationException>(() => studio.Fal.KlingImageV3TextToImage().AsImageGenerator().GenerateImagesAsync("x", new() { Count = 10 }, Cancellation));
        Assert.Equal("NumImages", Assert.Single(error.ValidationErrors).Member);
        await Assert.ThrowsAsync<FalValidationException>(() => studio.Fal.Paint().AsImageGenerator().GenerateImagesAsync("x", new() { AdditionalProperties = new() { ["seed"] = "seven" } }, Cancellation));
        Assert.Empty(studio.Emulator.Journal.Entries);
    }

    [Fact]
    public async Task The_programs_own_input_is_kept_where_it_says_something()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        byte[] face = [0x89, (byte)'P', (byte)'N', (byte)'G', 9];
        await studio.Fal.KlingImageV3TextToImage().AsImageGenerator(options: new() { Validate = false }).GenerateImagesAsync(
            "the request's prompt",
            new()
            {
                Count = 3,
                MediaType = "image/webp",
                RawRepresentationFactory = static _ => new KlingImageV3TextToImageInput
                {
                    Prompt = "its own",
                    NumImages = 1,
                    Resolution = Resolution.Resolution2K,
                    Elements = [new() { FrontalImageUrl = FalMedia.FromBytes(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 9 }) }],
                },
            },
            Cancellation);

        System.Text.Json.JsonElement sent = studio.Sent(KlingImageV3TextToImageClient.Id);
        Assert.Equal(("the request's prompt", 1, "webp", "2K"), (sent.GetProperty("prompt").GetString(), sent.GetProperty("num_images").GetInt32(), sent.GetProperty("output_format").GetString(), sent.GetProperty("resolution").GetString()));
        using var http = new HttpClient();
        Assert.Equal(face, await http.GetByteArrayAsync(new Uri(sent.GetProperty("elements")[0].GetProperty("frontal_image_url").GetString()!), Cancellation));
    }

    [Fact]
    public async Task A_factory_of_something_else_is_an_error()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => studio.Fal.Paint().AsImageGenerator().GenerateImagesAsync("x", new() { RawRepresentationFactory = static _ => "text" }, Cancellation));
        Assert.Contains("Return a PaintInput, or null.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_is_a_hard_limit()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        var budget = new FalBudget(0.12m);
        IImageGenerator paint = studio.Fal.Paint().AsImageGenerator(budget);
        await paint.GenerateImagesAsync("x", new() { Count = 2 }, Cancellation);
        await Assert.ThrowsAsync<FalBudgetException>(() => paint.GenerateImagesAsync("x", cancellationToken: Cancellation));
        Assert.Equal((0.10m, 0.10m, 0m), (budget.Spent, studio.Emulator.Billing.Total, budget.Reserved));
    }

    [Fact]
    public async Task It_says_who_it_is()
    {
        await using EmulatedStudio studio = await EmulatedStudio.StartAsync();
        PaintClient client = studio.Fal.Paint();
        using IImageGenerator paint = client.AsImageGenerator();
        var metadata = paint.GetRequiredService<ImageGeneratorMetadata>();
        Assert.Equal(("fal", "studio/paint"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(client, paint.GetService<PaintClient>());
        Assert.Same(studio.Fal, paint.GetService<FalClient>());
        Assert.Null(paint.GetService<string>());
    }
}
