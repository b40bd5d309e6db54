using System.Text.Json;
using KlingGen;

namespace Runtime.Tests.Media;

/// <summary>The file types that all endpoints share: what they read they write, what does not fit is kept, and a file is passed on by its address.</summary>
public sealed class SharedFileTests
{
    [Theory]
    [InlineData("""{"url":"https://a/"}""")]
    [InlineData("""{"url":"https://a/","content_type":"image/png","file_name":"a.png","file_size":5000000000,"file_data":"AA=="}""")]
    [InlineData("""{"url":"https://a/","seed":7,"content_type":12.5,"file_size":"large"}""", """{"url":"https://a/","content_type":"12.5","seed":7,"file_size":"large"}""")]
    [InlineData("""{"url":"https://a/","content_type":null}""", """{"url":"https://a/"}""")]
    public void A_file_is_written_as_it_was_read(string json, string? written = null) => Assert.Equal(written ?? json, Again<FalFile>(json));

    [Theory]
    [InlineData("""{"url":"https://a/","width":3,"height":4}""")]
    [InlineData("""{"url":"https://a/","file_size":1,"width":3,"height":4,"blur":{"a":[1]}}""")]
    [InlineData("""{"url":"https://a/","width":"wide"}""")]
    public void So_is_an_image(string json) => Assert.Equal(json, Again<FalImage>(json));

    [Theory]
    [InlineData("""{"url":"https://a/","width":3,"height":4,"fps":23.976,"duration":5.1,"num_frames":120}""")]
    [InlineData("""{"url":"https://a/","fps":24,"end":null}""")]
    public void So_is_a_video(string json) => Assert.Equal(json, Again<FalVideo>(json));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"url":null}""")]
    [InlineData("""{"width":3}""")]
    [InlineData("[]")]
    [InlineData("\"https://a/\"")]
    public void Without_an_address_it_is_no_file(string json)
    {
        Assert.Throws<JsonException>(() => FalJson.Parse(json).To<FalFile>());
        Assert.Throws<JsonException>(() => FalJson.Parse(json).To<FalImage>());
        Assert.Throws<JsonException>(() => FalJson.Parse(json).To<FalVideo>());
    }

    [Fact]
    public void An_image_among_files_keeps_what_it_knows()
    {
        FalFile file = new FalImage { Url = "https://a/", Width = 3 };
        Assert.Equal("""{"url":"https://a/","width":3}""", FalJson.From(file).ToString());
        Assert.NotEqual(new FalFile { Url = "https://a/" }, file);
        Assert.Equal(new FalImage { Url = "https://a/", Width = 3 }, file);
        Assert.Equal("{\"url\":\"https://a/\",\"width\":3}", JsonSerializer.Serialize((FalImage)file));
    }

    [Fact]
    public void Files_are_equal_by_what_they_say()
    {
        FalFile one = FalJson.Parse("""{"url":"https://a/","seed":7}""").To<FalFile>(), other = FalJson.Parse("""{"seed":7,"url":"https://a/"}""").To<FalFile>();
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal("7", one.AdditionalProperties!["seed"].ToString());
        Assert.NotEqual(one, other with { FileName = "a" });
    }

    [Fact]
    public void A_file_is_passed_on_by_its_address()
    {
        FalMedia? media = new FalImage { Url = "https://a/x.png", ContentType = "image/png" };
        Assert.Equal(FalMedia.FromUrl("https://a/x.png"), media);
        Assert.Equal(FalMediaKind.DataUri, FalMedia.FromResult(new FalFile { Url = "data:image/png;base64,AA==" }).Kind);
        Assert.Null((FalMedia?)(FalFile?)null);
        Assert.Throws<ArgumentNullException>(() => FalMedia.FromResult(null!));
    }

    private static string Again<T>(string json)
        where T : KlingGen.CompilerServices.IFalJson<T> => FalJson.From(FalJson.Parse(json).To<T>()).ToString();
}
