using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KlingGen;

namespace Runtime.Tests.Serialization;

public class ConverterTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly JsonSerializerOptions SmallPieces = new() { DefaultBufferSize = 16 };

    private sealed record Wrapper(Picture? Picture, Size Size, FalJson? Json, FalMedia? Media, List<Picture?>? Pictures);

    [Fact]
    public void JsonSerializer_reads_and_writes_generated_types()
    {
        const string Json = """{"Picture":{"url":"é"},"Size":"2K","Json":{"a":1.0},"Media":"https://x","Pictures":[{"url":"b"},null]}""";
        Wrapper value = JsonSerializer.Deserialize<Wrapper>(Json)!;
        Assert.Equal("é", value.Picture!.Url);
        Assert.Equal(Size.Large, value.Size);
        Assert.Equal("https://x", value.Media!.Url);
        Assert.Null(value.Pictures![1]);
        Assert.Equal(Json, JsonSerializer.Serialize(value, Relaxed));
        Assert.Equal(Json.Replace("é", "\\u00E9", StringComparison.Ordinal), JsonSerializer.Serialize(value));
        Assert.Contains("\n    \"url\": ", JsonSerializer.Serialize(value, Indented).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonSerializer_reads_from_a_stream_in_small_pieces()
    {
        string url = new('x', 50_000);
        byte[] json = Encoding.UTF8.GetBytes($$$"""{"Pictures":[{"url":"{{{url}}}","n\u0061me":{"a":[1,2,"{{{url}}}"]}}]}""");
        Wrapper? value = await JsonSerializer.DeserializeAsync<Wrapper>(new MemoryStream(json), SmallPieces);
        Assert.Equal(url, value!.Pictures![0]!.Url);
        Assert.Equal($$"""{"a":[1,2,"{{url}}"]}""", value.Pictures[0]!.AdditionalProperties!["name"].ToString());
    }

    [Fact]
    public void A_reader_over_pieces_is_read()
    {
        byte[] json = """{"url":"abc\u0064","name":{"k":[1]},"width":12,"size":"8K"}"""u8.ToArray();
        System.Buffers.ReadOnlySequence<byte> pieces = Pieces.Of(json, 1);
        var reader = new Utf8JsonReader(pieces);
        Picture picture = JsonSerializer.Deserialize<Picture>(ref reader)!;
        Assert.Equal("abcd", picture.Url);
        Assert.Equal(12, picture.Width);
        Assert.Equal("8K", picture.Size!.Value.Text);
        Assert.Equal("""{"k":[1]}""", picture.AdditionalProperties!["name"].ToString());
    }

    [Fact]
    public void An_error_inside_JsonSerializer_names_the_place()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Wrapper>("""{"Picture":{"url":["a"],"width":true}}"""));
        Assert.Contains("$.url: expected a string, found an array", error.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Wrapper>("""{"Size":"9K"}"""));
        Assert.Equal("\ufffd", JsonSerializer.Deserialize<Wrapper>("""{"Picture":{"url":"\ud800"}}""")!.Picture!.Url);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Wrapper>(Encoding.Latin1.GetBytes("{\"Picture\":{\"url\":\"\u00ff\"}}")));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Wrapper>(Encoding.Latin1.GetBytes("{\"Picture\":{\"url\":\"\",\"x\":\"\u00ff\"}}")));
    }
}
