using System.Text;
using KlingGen;
using Runtime.Tests.Validation;

namespace Runtime.Tests.Media;

public sealed class FalMediaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Text_is_an_address_or_a_data_URI()
    {
        FalMedia url = "https://example.com/a.png";
        Assert.Equal((FalMediaKind.Url, "https://example.com/a.png", false), (url.Kind, url.Url, url.IsLocal));
        Assert.Equal(url, FalMedia.FromUrl("https://example.com/a.png"));
        Assert.Equal(url, FalMedia.FromUrl(new Uri("https://example.com/a.png")));
        Assert.Equal(FalMediaKind.DataUri, ((FalMedia)"DATA:image/png;base64,AA==").Kind);
        Assert.Null((FalMedia?)(string?)null);
        Assert.Null((FalMedia?)(Uri?)null);
        Assert.Equal("relative.png", FalMedia.FromUrl(new Uri("relative.png", UriKind.Relative)).Url);
        Assert.Equal((FalMediaKind.File, "/tmp/a b.png"), (FalMedia.FromUrl(new Uri("file:///tmp/a%20b.png")).Kind, FalMedia.FromUrl(new Uri("file:///tmp/a%20b.png")).FilePath));
    }

    [Fact]
    public void Equal_by_text_or_identity()
    {
        byte[] bytes = [1];
        using var stream = new MemoryStream(bytes);
        Assert.Equal(FalMedia.FromFile("a"), FalMedia.FromFile("a"));
        Assert.NotEqual(FalMedia.FromFile("a"), FalMedia.FromFile("a", "image/png"));
        Assert.NotEqual(FalMedia.FromFile("a"), FalMedia.FromUrl("a"));
        Assert.Equal(FalMedia.FromBytes(bytes), FalMedia.FromBytes(bytes));
        Assert.Equal(FalMedia.FromBytes(bytes).GetHashCode(), FalMedia.FromBytes(bytes).GetHashCode());
        Assert.NotEqual(FalMedia.FromBytes(bytes), FalMedia.FromBytes(new byte[] { 1 }));
        Assert.Equal(FalMedia.FromStream(stream), FalMedia.FromStream(stream));
        Assert.True(FalMedia.FromUrl("x") == "x" && FalMedia.FromUrl("x") != "y");
    }

    [Fact]
    public void Printed_it_shows_no_content()
    {
        using var stream = new MemoryStream();
        string[] shown =
        [
            FalMedia.FromUrl("https://user:pw@example.com/deep/a.png?sig=secret").ToString(),
            FalMedia.FromUrl("secret text").ToString(),
            FalMedia.FromDataUri("data:image/png;base64,U0VDUkVU").ToString(),
            FalMedia.FromBytes("SECRET"u8.ToArray(), fileName: "b.bin").ToString(),
            FalMedia.FromStream(stream, fileName: "/x/c.mp4").ToString(),
            FalMedia.FromFile("/home/secret/d.png").ToString(),
        ];
        Assert.Equal(["https://example.com/…/a.png", "text that is not an address", "data URI image/png", "6 bytes b.bin", "stream c.mp4", "file d.png"], shown);
    }

    [Fact]
    public void Faulty_arguments_are_refused_at_once()
    {
        Assert.Throws<ArgumentNullException>(() => FalMedia.FromUrl((string)null!));
        Assert.Throws<ArgumentNullException>(() => FalMedia.FromStream(null!));
        Assert.Throws<ArgumentException>(() => FalMedia.FromFile(""));
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Throws<ArgumentException>(() => FalMedia.FromStream(closed));
    }

    [Fact]
    public async Task Content_opens_with_type_name_and_length()
    {
        byte[] png = Pictures.Png(10, 10);
        string path = Path.Combine(_folder, "face.PNG");
        await File.WriteAllBytesAsync(path, "not really"u8.ToArray());
        await Check(FalMedia.FromBytes(png), png, "image/png", "file.png", png.Length);
        await Check(FalMedia.FromBytes(png, "image/x-own", "a.b"), png, "image/x-own", "a.b", png.Length);
        await Check(FalMedia.FromBytes(new byte[] { 0, 1 }), [0, 1], "application/octet-stream", "file", 2);
        await Check(FalMedia.FromBytes(default), [], "application/octet-stream", "file", 0);
        await Check(FalMedia.FromFile(path), "not really"u8.ToArray(), "image/png", "face.PNG", 10);
        await Check(FalMedia.FromFile(path, "image/webp"), "not really"u8.ToArray(), "image/webp", "face.PNG", 10);
        await Check(FalMedia.FromStream(new MemoryStream(png), fileName: "..\\..\\evil.jpg"), png, "image/jpeg", "evil.jpg", png.Length);
        await Check(FalMedia.FromStream(new OneWayStream(png)), png, "image/png", "file.png", null);

        static async Task Check(FalMedia media, byte[] bytes, string type, string name, long? length)
        {
            await using FalMediaContent content = await media.OpenAsync(CancellationToken.None);
            Assert.Equal((type, name, length), (content.ContentType, content.FileName, content.Source.Length));
            byte[] copy = new byte[bytes.Length + 1];
            Assert.Equal(bytes, copy[..await content.Source.FillAsync(0, copy, CancellationToken.None)]);
        }
    }

    [Fact]
    public async Task The_callers_stream_is_read_from_where_it_stood_and_stays_open()
    {
        using var stream = new MemoryStream([1, 2, 3, 4]);
        stream.Position = 1;
        FalMedia media = FalMedia.FromStream(stream);
        stream.Position = 3;
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("data:application/octet-stream;base64,AgME", await media.ToDataUriAsync(CancellationToken.None));
            Assert.True(stream.CanRead);
        }

        var oneWay = new OneWayStream([5]);
        FalMedia once = FalMedia.FromStream(oneWay);
        Assert.Equal("data:application/octet-stream;base64,BQ==", await once.ToDataUriAsync(CancellationToken.None));
        Assert.False(oneWay.IsClosed);
        await Assert.ThrowsAsync<MediaUnreadableException>(async () => await once.ToDataUriAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_sent_as_it_is_cannot_be_opened()
    {
        await Assert.ThrowsAsync<MediaUnreadableException>(async () => await FalMedia.FromUrl("https://x").OpenAsync(CancellationToken.None));
        await Assert.ThrowsAsync<MediaUnreadableException>(async () => await FalMedia.FromFile(Path.Combine(_folder, "none")).OpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_cancelled_opening_leaves_no_file_open()
    {
        string path = Path.Combine(_folder, "a.bin");
        await File.WriteAllBytesAsync(path, new byte[10]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await FalMedia.FromFile(path).OpenAsync(new CancellationToken(canceled: true)));
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Theory]
    [InlineData("a.png", "image/png")]
    [InlineData("A.JPEG", "image/jpeg")]
    [InlineData("dir.d/a.mp4", "video/mp4")]
    [InlineData("a.glb", "model/gltf-binary")]
    [InlineData("a", null)]
    [InlineData("a.", null)]
    [InlineData(null, null)]
    public void Types_by_name(string? name, string? type) => Assert.Equal(type, MediaTypes.ByFileName(name));

    public static TheoryData<string, string?> LeadingBytes => new()
    {
        { "\u0089PNG\r\n\u001a\n", "image/png" },
        { "\u00ff\u00d8\u00ff\u00e0", "image/jpeg" },
        { "GIF89a", "image/gif" },
        { "RIFF\0\0\0\0WEBPVP8 ", "image/webp" },
        { "RIFF\0\0\0\0WAVEfmt ", "audio/wav" },
        { "RIFF\0\0\0\0XXXX", null },
        { "\0\0\0 ftypisom", "video/mp4" },
        { "\0\0\0 ftypqt  ", "video/quicktime" },
        { "\0\0\0 ftypM4A ", "audio/mp4" },
        { "\u001aE\u00df\u00a3...webm", "video/webm" },
        { "ID3\u0003", "audio/mpeg" },
        { "\u00ff\u00fb\u0090", "audio/mpeg" },
        { "\u00ff\u00f1\u0050", "audio/aac" },
        { "OggS", "audio/ogg" },
        { "fLaC", "audio/flac" },
        { "glTF\u0002", "model/gltf-binary" },
        { "%PDF-1.7", "application/pdf" },
        { "PK\u0003\u0004", "application/zip" },
        { "\u001f\u008b", "application/gzip" },
        { " {\"a\":1}", "application/json" },
        { "<svg xmlns", "image/svg+xml" },
        { "plain text\n", "text/plain" },
        { "binary\0", null },
        { "\u00ff\u00fe", null },
        { "", null },
    };

    [Theory]
    [MemberData(nameof(LeadingBytes))]
    public void Types_by_leading_bytes(string latin1, string? type)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(latin1);
        Assert.Equal(type, KlingGen.LeadingBytes.TypeOf(bytes));
    }

    [Fact]
    public void Text_cut_within_a_character_is_still_text()
    {
        byte[] text = Encoding.UTF8.GetBytes(new string('é', 600));
        Assert.Equal("text/plain", KlingGen.LeadingBytes.TypeOf(text.AsSpan(0, 511)));
        Assert.Equal(".png", MediaTypes.Extension("image/png; charset=x"));
        Assert.Null(MediaTypes.Extension(MediaTypes.Unknown));
    }
}
