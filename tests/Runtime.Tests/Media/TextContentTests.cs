using System.Text;
using KlingGen;
using Runtime.Tests.Validation;

namespace Runtime.Tests.Media;

/// <summary>Text is what its name says; without a name it is text, whatever it begins with.</summary>
public sealed class TextContentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Texts => new()
    {
        { "[verse]\nla la la\n\n[chorus]\n", "text/plain" },
        { "[Intro]", "text/plain" },
        { "[00:12.00]first line\n[00:17.20]second", "text/plain" },
        { "[1]\nkey = value\n", "text/plain" },
        { "[Script Info]\nTitle: x\n", "text/plain" },
        { "[1, 2, 3] and more", "text/plain" },
        { "{curly} words", "text/plain" },
        { "{\"a\":1} {\"a\":2}", "text/plain" },
        { "{\"a\":1}\n{\"a\":2}\n", "text/plain" },
        { "{'a':1}", "text/plain" },
        { "{\"a\":1,}", "text/plain" },
        { "[", "text/plain" },
        { "{\\rtf1 x}", "text/plain" },
        { "{\"a\":1}", "application/json" },
        { "[]", "application/json" },
        { " \r\n[1,2]\n ", "application/json" },
        { "\uFEFF{\"a\":[{}]}", "application/json" },
        { "\uFEFF[verse]", "text/plain" },
        { "17", "text/plain" },
        { "\"text\"", "text/plain" },
        { "<html><body>", "text/plain" },
        { "<?xml version=\"1.0\"?><feed/>", "text/plain" },
        { "<svgfoo>", "text/plain" },
        { "<svg viewBox=\"0 0 1 1\"/>", "image/svg+xml" },
        { "\uFEFF<?xml version=\"1.0\"?>\n<!-- <a> -->\n<!DOCTYPE svg PUBLIC \"a\" \"b\">\n<svg>", "image/svg+xml" },
        { "<!-- never closed <svg>", "text/plain" },
        { "a,b\n1,2\n", "text/plain" },
        { "1\n00:00:01,000 --> 00:00:02,000\nwords\n", "text/plain" },
        { "WEBVTT\n\n00:01.000 --> 00:02.000\nwords", "text/plain" },
        { "ID3 is a tag of music files", "text/plain" },
        { "BMW, fLaC and glTF are words", "text/plain" },
        { "GIF89a was a good year", "text/plain" },
        { "RIFF of the guitar, in WAVE", "text/plain" },
        { "OggS and other words of text", "text/plain" },
        { "%PDF-1.4\n1 0 obj", "application/pdf" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Without_a_name_text_is_plain_but_for_json_that_parses_and_svg(string text, string type)
    {
        foreach (FalMedia media in (FalMedia[])[FalMedia.FromBytes(Encoding.UTF8.GetBytes(text)), FalMedia.FromStream(new OneWayStream(Encoding.UTF8.GetBytes(text))), FalMedia.FromBytes(Encoding.UTF8.GetBytes(text), fileName: "lyrics")])
            Assert.Equal(type, await TypeOf(media));
    }

    [Theory]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a.lrc", "text/plain")]
    [InlineData("a.ass", "text/plain")]
    [InlineData("a.ini", "text/plain")]
    [InlineData("a.srt", "application/x-subrip")]
    [InlineData("a.vtt", "text/vtt")]
    [InlineData("a.csv", "text/csv")]
    [InlineData("a.md", "text/markdown")]
    [InlineData("a.png", "image/png")]
    [InlineData("a.json", "application/json")]
    public async Task A_name_wins_over_what_the_text_looks_like(string name, string type)
    {
        foreach (string text in (string[])["[verse]\nla la", "{\"a\":1}", "<svg/>"])
            Assert.Equal(type, await TypeOf(FalMedia.FromBytes(Encoding.UTF8.GetBytes(text), fileName: name)));
    }

    [Fact]
    public async Task Nothing_and_other_encodings_are_bytes()
    {
        Assert.Equal(MediaTypes.Unknown, await TypeOf(FalMedia.FromBytes(Array.Empty<byte>())));
        foreach (Encoding encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32])
        {
            Assert.Equal(MediaTypes.Unknown, await TypeOf(FalMedia.FromBytes(encoding.GetBytes("[verse]\nla la la"))));
            Assert.Equal(MediaTypes.Unknown, await TypeOf(FalMedia.FromBytes((byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes("[verse]\nla la la")])));
        }
    }

    [Theory]
    [InlineData(400)]
    [InlineData(600)]
    [InlineData(100_000)]
    [InlineData(TextContent.LongestJson - 50)]
    [InlineData(TextContent.LongestJson)]
    [InlineData(TextContent.LongestJson + 1)]
    [InlineData(TextContent.LongestJson * 2)]
    public async Task Json_is_parsed_as_far_as_the_bound_and_nothing_of_the_content_is_lost(int length)
    {
        byte[] json = Encoding.UTF8.GetBytes("[\"" + new string('é', (length - 4) / 2) + "\"]");
        byte[] song = Encoding.UTF8.GetBytes("[verse]\n" + new string('l', length));
        foreach ((byte[] content, string type) in new[] { (json, "application/json"), (song, "text/plain") })
        {
            Assert.Equal(type, await TypeOf(FalMedia.FromBytes(content)));
            string uri = await FalMedia.FromStream(new OneWayStream(content)).ToDataUriAsync(Cancellation);
            Assert.Equal($"data:{type};base64,{Convert.ToBase64String(content)}", uri);
        }

        // What breaks off behind the first bytes is no JSON.
        if (length < TextContent.LongestJson)
            Assert.Equal("text/plain", await TypeOf(FalMedia.FromBytes(json.AsMemory(0, json.Length - 1))));
    }

    [Fact]
    public async Task Any_depth_is_looked_at_without_descending()
    {
        Assert.Equal("text/plain", await TypeOf(FalMedia.FromBytes(Encoding.UTF8.GetBytes(new string('[', 500_000)))));
        Assert.Equal("application/json", await TypeOf(FalMedia.FromBytes(Encoding.UTF8.GetBytes(new string('[', 900) + new string(']', 900)))));
    }

    [Fact]
    public async Task A_file_without_a_known_extension_is_looked_into()
    {
        string path = Path.Combine(_folder, "take.01");
        await File.WriteAllTextAsync(path, "[verse]\n" + new string('x', 5000), Cancellation);
        Assert.Equal("text/plain", await TypeOf(FalMedia.FromFile(path)));
    }

    private static async Task<string> TypeOf(FalMedia media)
    {
        await using FalMediaContent content = await media.OpenAsync(Cancellation);
        return content.ContentType;
    }
}
