using KlingGen;
using Runtime.Tests.Support;
using Runtime.Tests.Validation;

namespace Runtime.Tests.Files;

/// <summary>A saved file has an extension that says what it is.</summary>
public sealed class FileNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-").FullName;
    private readonly FalClient _client = new(new FalClientOptions { ApiKey = Studio.Key });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Update v1.2", "video/mp4", "Update v1.2.mp4")]
    [InlineData("scene.01", "video/mp4", "scene.01.mp4")]
    [InlineData("Mr. Smith", "image/webp", "Mr. Smith.webp")]
    [InlineData("a", "image/jpg", "a.jpg")]
    [InlineData("a", "audio/x-wav", "a.wav")]
    [InlineData("a", "audio/mp3", "a.mp3")]
    [InlineData("a", "model/vnd.usdz+zip", "a.usdz")]
    [InlineData("a", "Video/MP4; codecs=\"avc1\"", "a.mp4")]
    [InlineData("a.mp4", "video/mp4", "a.mp4")]
    [InlineData("a.MP4", "video/mp4", "a.MP4")]
    [InlineData("weights.safetensors", "application/octet-stream", "weights.safetensors")]
    [InlineData("scene.01", "application/x-unheard-of", "scene.01")]
    public async Task A_name_gets_the_extension_of_its_type(string name, string type, string expected)
    {
        var file = new StudioImage { Url = "data:,x", ContentType = type, FileName = name };
        Assert.Equal(expected, Path.GetFileName(await file.SaveAsync(_folder, _client, cancellationToken: Cancellation)));
        var unnamed = file with { FileName = null };
        string again = Path.GetFileName(await unnamed.SaveAsync(_folder, _client, name, cancellationToken: Cancellation));
        Assert.Equal(SafeFileName.Numbered(expected, 2), again);
    }

    [Theory]
    [InlineData("Update v1.2", 2, "Update v1.2-2")]
    [InlineData("scene.01", 3, "scene.01-3")]
    [InlineData("a.mp4", 2, "a-2.mp4")]
    [InlineData("a.unheard", 2, "a-2.unheard")]
    [InlineData("a", 2, "a-2")]
    [InlineData("a.mp4", 1, "a.mp4")]
    public void A_number_goes_before_the_extension_and_behind_a_version(string name, int number, string expected) => Assert.Equal(expected, SafeFileName.Numbered(name, number));

    [Theory]
    [InlineData("data:;base64,")]
    [InlineData("data:;charset=utf-8;base64,")]
    [InlineData("data:application/octet-stream;base64,")]
    [InlineData("data:charset=utf-8;base64,")]
    public async Task A_data_uri_without_a_type_is_looked_into(string head)
    {
        foreach ((byte[] bytes, string extension) in new (byte[], string)[] { (Pictures.Png(4, 4), ".png"), ([0, 0, 0, 32, .. "ftypisom"u8, 0, 0], ".mp4"), ([.. "{\"a\":1}"u8], ".json"), ([.. "[verse] la la"u8], ".txt"), ([1, 0, 2], "") })
        {
            string path = await new StudioImage { Url = head + Convert.ToBase64String(bytes) }.SaveAsync(_folder, _client, Guid.NewGuid().ToString("N"), cancellationToken: Cancellation);
            Assert.Equal(extension, Path.GetExtension(path));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(path, Cancellation));
        }
    }
}
