using System.Net.Http.Headers;
using System.Text.Json;
using KlingGen.Emulator.Pictures;
using KlingGen.Emulator.Pictures.Plain;
using SkiaSharp;

namespace KlingGen.Emulator.Tests;

public sealed class PictureTests
{
    [Theory]
    [InlineData("png", "image/png", SKEncodedImageFormat.Png)]
    [InlineData("jpeg", "image/jpeg", SKEncodedImageFormat.Jpeg)]
    [InlineData("webp", "image/webp", SKEncodedImageFormat.Webp)]
    public async Task Pictures_come_in_the_format_asked_for(string format, string contentType, SKEncodedImageFormat expected)
    {
        await using Rig rig = await Rig.StartAsync();
        JsonElement output = await RunAsync(rig, $$"""{"prompt":"a","output_format":"{{format}}","num_images":2}""");
        Assert.Equal(2, output.GetProperty("images").GetArrayLength());
        foreach (JsonElement image in output.GetProperty("images").EnumerateArray())
        {
            using HttpResponseMessage file = await rig.Http.GetAsync(image.GetProperty("url").GetString());
            byte[] bytes = await file.Content.ReadAsByteArrayAsync();
            using var codec = SKCodec.Create(new MemoryStream(bytes));
            Assert.Equal(expected, codec.EncodedFormat);
            Assert.Equal(contentType, file.Content.Headers.ContentType?.MediaType);
            Assert.Equal(contentType, image.GetProperty("content_type").GetString());
            Assert.Equal(bytes.Length, image.GetProperty("file_size").GetInt32());
            Assert.EndsWith("." + format, image.GetProperty("file_name").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("16:9", "1K", 16, 9)]
    [InlineData("9:16", "1K", 9, 16)]
    [InlineData("1:1", "2K", 1, 1)]
    [InlineData("21:9", "1K", 21, 9)]
    [InlineData("2:3", "1K", 2, 3)]
    public async Task Pictures_have_exactly_the_ratio_and_about_the_area_asked_for(string ratio, string resolution, int wide, int high)
    {
        await using Rig rig = await Rig.StartAsync();
        JsonElement image = (await RunAsync(rig, $$"""{"prompt":"a","aspect_ratio":"{{ratio}}","resolution":"{{resolution}}"}""")).GetProperty("images")[0];
        using var codec = SKCodec.Create(new MemoryStream(await rig.Http.GetByteArrayAsync(image.GetProperty("url").GetString())));
        Assert.Equal(codec.Info.Width * high, codec.Info.Height * wide);
        Assert.Equal(codec.Info.Width, image.GetProperty("width").GetInt32());
        double side = Math.Sqrt(codec.Info.Width * (double)codec.Info.Height);
        Assert.InRange(side, resolution == "2K" ? 1900 : 950, resolution == "2K" ? 2200 : 1100);
    }

    [Fact]
    public async Task Sync_mode_gives_the_picture_as_a_data_uri()
    {
        await using Rig rig = await Rig.StartAsync();
        string url = (await RunAsync(rig, """{"prompt":"a","sync_mode":true}""")).GetProperty("images")[0].GetProperty("url").GetString()!;
        Assert.StartsWith("data:image/png;base64,", url, StringComparison.Ordinal);
        using var codec = SKCodec.Create(new MemoryStream(Convert.FromBase64String(url["data:image/png;base64,".Length..])));
        Assert.Equal(SKEncodedImageFormat.Png, codec.EncodedFormat);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_and_another_prompt_others()
    {
        await using Rig rig = await Rig.StartAsync(o => o.DrawPictures = true);
        byte[] first = await PictureAsync(rig, "a fox");
        byte[] other = await PictureAsync(rig, "an owl");
        await using Rig second = await Rig.StartAsync(o => o.DrawPictures = true);
        Assert.Equal(first, await PictureAsync(second, "a fox"));
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task The_prompt_is_drawn_without_any_font_of_the_machine()
    {
        await using Rig rig = await Rig.StartAsync(o => o.DrawPictures = true);
        using SKBitmap blank = SKBitmap.Decode(await PictureAsync(rig, " ", seed: 7));
        using SKBitmap drawn = SKBitmap.Decode(await PictureAsync(rig, "Grüße, 10 % “quoted” 漢字 🙂", seed: 7));
        int changed = 0;
        for (int x = 0; x < blank.Width; x += 2)
        {
            for (int y = 0; y < blank.Height / 2; y += 2)
                changed += blank.GetPixel(x, y) == drawn.GetPixel(x, y) ? 0 : 1;
        }

        Assert.InRange(changed, 1000, blank.Width * blank.Height / 8 / 4);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(333, 17)]
    [InlineData(1024, 576)]
    [InlineData(3, 4096)]
    public void A_plain_picture_is_what_another_decoder_reads(int width, int height)
    {
        foreach (PictureFormat format in Enum.GetValues<PictureFormat>())
        {
            byte[] bytes = PlainPicture.Encode(new PictureOrder("fal-ai/x", "a", 42, new PictureSize(width, height), format, 1, 1));
            using SKBitmap read = SKBitmap.Decode(bytes);

            Assert.Equal((width, height), (read.Width, read.Height));
            // From left to right nothing changes; from top to bottom it does, except in the format that has one colour.
            Assert.Equal(read.GetPixel(0, height / 2), read.GetPixel(width - 1, height / 2));
            Assert.NotEqual(SKColors.Black, read.GetPixel(0, 0));
            if (format != PictureFormat.Webp && height > 64)
                Assert.True(Near(read.GetPixel(0, 0), 0x2B, 0x73) && read.GetPixel(0, 0) != read.GetPixel(0, height - 1), $"{format}: {read.GetPixel(0, 0)}");
        }
    }

    // The top of the sky has the brightness of its seed's hue, whatever the format does to it.
    private static bool Near(SKColor colour, int darkest, int brightest) =>
        Math.Min(colour.Red, Math.Min(colour.Green, colour.Blue)) is var low && Math.Max(colour.Red, Math.Max(colour.Green, colour.Blue)) is var high && Math.Abs(low - darkest) < 12 && Math.Abs(high - brightest) < 12;

    [Fact]
    public async Task Downloads_serve_ranges()
    {
        await using Rig rig = await Rig.StartAsync();
        string url = (await RunAsync(rig, """{"prompt":"a"}""")).GetProperty("images")[0].GetProperty("url").GetString()!;
        byte[] whole = await rig.Http.GetByteArrayAsync(url);

        foreach ((RangeItemHeaderValue range, int from, int to) in new[]
        {
            (new RangeItemHeaderValue(10, 19), 10, 20), (new RangeItemHeaderValue(100, null), 100, whole.Length), (new RangeItemHeaderValue(null, 7), whole.Length - 7, whole.Length),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue { Ranges = { range } } } };
            using HttpResponseMessage response = await rig.Http.SendAsync(request);
            Assert.Equal(206, (int)response.StatusCode);
            Assert.Equal(whole[from..to], await response.Content.ReadAsByteArrayAsync());
            Assert.Equal(whole.Length, response.Content.Headers.ContentRange?.Length);
        }

        using var beyond = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Range = new RangeHeaderValue(whole.Length, null) } };
        using HttpResponseMessage refused = await rig.Http.SendAsync(beyond);
        Assert.Equal(416, (int)refused.StatusCode);
    }

    private static async Task<byte[]> PictureAsync(Rig rig, string prompt, int seed = 1) =>
        await rig.Http.GetByteArrayAsync((await RunAsync(rig, JsonSerializer.Serialize(new { prompt, seed }))).GetProperty("images")[0].GetProperty("url").GetString());

    private static async Task<JsonElement> RunAsync(Rig rig, string input)
    {
        using HttpResponseMessage response = await rig.Http.PostAsync("run/" + Rig.Kling, Rig.Json(input));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await Rig.ReadAsync(response);
    }
}
