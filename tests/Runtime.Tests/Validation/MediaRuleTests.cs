using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Validation;

public sealed class MediaRuleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static FalValidationError? Check(FalMedia media, FalMediaLimits limits = default) =>
        Rules.Run((ref FalValidator c) => c.Media(media, limits)).SingleOrDefault();

    private FalMedia File(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return FalMedia.FromFile(path);
    }

    // bria/video/background-removal/realtime has the empty text as the default of a media member.
    [Fact]
    public void The_empty_text_passes_where_the_schema_has_it_as_default()
    {
        Assert.Null(Check("", new FalMediaLimits { AllowsEmpty = true }));
        Assert.NotNull(Check("face.png", new FalMediaLimits { AllowsEmpty = true }));
    }

    [Theory]
    [InlineData("https://example.com/a.png", true)]
    [InlineData("http://localhost:8080/a?b=c#d", true)]
    [InlineData("HTTPS://X", true)]
    [InlineData("gs://bucket/a", true)]
    [InlineData("data:image/png;base64,AAAA", true)]
    [InlineData("data:,x", true)]
    [InlineData("data:image/png;base64", false)]
    [InlineData("face.png", false)]
    [InlineData("/home/me/face.png", false)]
    [InlineData("C:\\face.png", false)]
    [InlineData("C:/face.png", false)]
    [InlineData("https://", false)]
    [InlineData("https:///a", false)]
    [InlineData("https:example.com", false)]
    [InlineData("https://exa mple.com", false)]
    [InlineData("https://x/\u0001", false)]
    [InlineData("", false)]
    [InlineData("1https://x", false)]
    public void A_text_must_be_an_address_or_a_data_URI(string text, bool valid)
    {
        FalValidationError? error = Check(text);
        Assert.Equal(valid, error is null);
        if (error is not null) Assert.Equal(FalRules.InvalidUrl, error.Rule);
    }

    [Fact]
    public void The_name_of_a_file_given_as_text_is_answered_with_the_remedy()
    {
        string path = Path.Combine(_folder, "face.png");
        System.IO.File.WriteAllBytes(path, [1]);
        Assert.Contains("FalMedia.FromFile", Check(path)!.Message, StringComparison.Ordinal);
        Assert.Contains("a file of that name exists", Check(path)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_is_found()
    {
        FalValidationError error = Check(FalMedia.FromFile("no/such/face.png"))!;
        Assert.Equal(FalRules.FileNotFound, error.Rule);
        Assert.Contains("no/such/face.png", error.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.CurrentDirectory, error.Message, StringComparison.Ordinal);
        Assert.Contains("FalMedia.FromUrl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_no_file() => Assert.Equal(FalRules.NotAFile, Check(FalMedia.FromFile(_folder))!.Rule);

    [Fact]
    public void Odd_paths_are_findings_not_exceptions()
    {
        Assert.Equal(FalRules.FileNotFound, Check(FalMedia.FromFile("a\0b"))!.Rule);
        Assert.Equal(FalRules.FileNotFound, Check(FalMedia.FromFile(new string('x', 100_000)))!.Rule);
        Assert.Equal(FalRules.FileNotFound, Check(FalMedia.FromFile(" "))!.Rule);
    }

    [Fact]
    public void A_file_that_cannot_be_opened_is_found()
    {
        FalMedia media = File("locked.png", [1]);
        using var locked = new FileStream(media.FilePath!, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        FalValidationError error = Check(media)!;
        Assert.Equal(FalRules.FileUnreadable, error.Rule);
        Assert.Contains("locked.png", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_stream_is_found()
    {
        var stream = new MemoryStream([1]);
        FalMedia media = FalMedia.FromStream(stream);
        stream.Dispose();
        Assert.Null(Check(media));
        FalMedia seekable = File("x.bin", [1, 2, 3]);
        var file = new FileStream(seekable.FilePath!, FileMode.Open);
        FalMedia streamed = FalMedia.FromStream(file);
        Assert.Equal(FalRules.FileTooLarge, Check(streamed, new FalMediaLimits { MaxFileSize = 2 })!.Rule);
        Assert.Equal(0, file.Position);
        file.Dispose();
        Assert.Null(Check(streamed, new FalMediaLimits { MaxFileSize = 2 }));
    }

    [Fact]
    public void Size_in_bytes_is_checked_wherever_the_bytes_are_here()
    {
        var limits = new FalMediaLimits { MaxFileSize = 10 };
        foreach (int size in (int[])[10, 11])
        {
            var bytes = new byte[size];
            FalMedia[] all =
            [
                FalMedia.FromBytes(bytes), FalMedia.FromStream(new MemoryStream(bytes)), File("a.bin", bytes),
                "data:application/octet-stream;base64," + Convert.ToBase64String(bytes),
            ];
            foreach (FalMedia media in all) Assert.Equal(size > 10 ? FalRules.FileTooLarge : null, Check(media, limits)?.Rule);
        }

        Assert.Equal("Value has 11 bytes, at most 10 are allowed.", Check(FalMedia.FromBytes(new byte[11]), limits)!.Message);
        Assert.Null(Check("https://example.com/huge.png", limits));
        Assert.Null(Check("data:image/png,%00%00%00%00%00%00%00%00%00%00%00%00", limits));
    }

    [Theory]
    [InlineData(300, 300, null)]
    [InlineData(299, 300, FalRules.ImageTooSmall)]
    [InlineData(300, 299, FalRules.ImageTooSmall)]
    [InlineData(2000, 2000, null)]
    [InlineData(2001, 2000, FalRules.ImageTooLarge)]
    [InlineData(300, 750, null)]
    [InlineData(300, 751, FalRules.ImageAspectRatio)]
    [InlineData(750, 300, null)]
    [InlineData(751, 300, FalRules.ImageAspectRatio)]
    public void Pictures_are_measured_by_their_header(int width, int height, string? rule)
    {
        var limits = new FalMediaLimits { MinWidth = 300, MinHeight = 300, MaxWidth = 2000, MaxHeight = 2000, MinAspectRatio = 0.4, MaxAspectRatio = 2.5 };
        foreach (byte[] picture in Pictures.All(width, height))
        {
            Assert.Equal(rule, Check(FalMedia.FromBytes(picture), limits)?.Rule);
            Assert.Equal(rule, Check(FalMedia.FromStream(new MemoryStream(picture)), limits)?.Rule);
            Assert.Equal(rule, Check(File("p", picture), limits)?.Rule);
            Assert.Equal(rule, Check("data:image/x;base64," + Convert.ToBase64String(picture), limits)?.Rule);
        }
    }

    [Fact]
    public void A_picture_that_may_be_turned_is_refused_only_if_both_ways_break_the_limit()
    {
        var limits = new FalMediaLimits { MinWidth = 400, MinHeight = 300 };
        Assert.Null(Check(FalMedia.FromBytes(Pictures.Jpeg(300, 400, camera: true)), limits));
        Assert.Equal(FalRules.ImageTooSmall, Check(FalMedia.FromBytes(Pictures.Jpeg(300, 400, camera: false)), limits)!.Rule);
        Assert.Equal(FalRules.ImageTooSmall, Check(FalMedia.FromBytes(Pictures.Jpeg(300, 399, camera: true)), limits)!.Rule);
    }

    [Fact]
    public void Pixels_in_all_are_checked()
    {
        FalValidationError error = Check(FalMedia.FromBytes(Pictures.Png(100, 100)), new FalMediaLimits { MaxPixels = 9_999 })!;
        Assert.Equal("Value is 100 x 100 pixels, but must be at most 9999 pixels in all.", error.Message);
        Assert.Null(Check(FalMedia.FromBytes(Pictures.Png(100, 100)), new FalMediaLimits { MaxPixels = 10_000 }));
    }

    [Fact]
    public void What_is_no_picture_is_left_to_the_service()
    {
        var limits = new FalMediaLimits { MinWidth = 300 };
        Assert.Null(Check(FalMedia.FromBytes("not a picture"u8.ToArray()), limits));
        foreach (byte[] picture in Pictures.All(10, 10))
        {
            for (int length = 0; length < picture.Length; length++)
            {
                FalValidationError? error = Check(FalMedia.FromBytes(picture.AsMemory(0, length)), limits);
                Assert.True(error is null or { Rule: FalRules.ImageTooSmall });
            }
        }
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_left_alone()
    {
        var stream = new OneWayStream(Pictures.Png(10, 10));
        Assert.Null(Check(FalMedia.FromStream(stream), new FalMediaLimits { MinWidth = 300, MaxFileSize = 1 }));
        Assert.Equal(0, stream.BytesRead);
    }
}
