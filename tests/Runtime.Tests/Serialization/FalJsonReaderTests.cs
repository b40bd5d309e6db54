using System.Text;
using System.Text.Json;
using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Serialization;

public class FalJsonReaderTests
{
    [Fact]
    public void A_document_is_read()
    {
        Gallery gallery = FalJsonText.Read<Gallery>("""
            {
              "images": [
                { "url": "https://x/1.png", "width": 10, "file_size": 5000000000, "ratio": 0.5, "safe": true, "size": "2K", "new": [1, {"a": null}] },
                { "url": "https://x/2.png", "width": null, "size": "8K" }
              ],
              "timings": { "inference": 1.5 },
              "boxes": [[1, 2], []],
              "seed": null,
              "extra": { "a": [1.10] },
              "unknown": { "skipped": [1] }
            }
            """);
        Picture first = gallery.Images[0];
        Assert.Equal("https://x/1.png", first.Url);
        Assert.Equal(10, first.Width);
        Assert.Equal(5_000_000_000, first.FileSize);
        Assert.Equal(0.5, first.Ratio);
        Assert.True(first.Safe);
        Assert.Equal(Size.Large, first.Size!.Value.Value);
        Assert.Equal("2K", first.Size.Value.Text);
        Assert.Equal("""[1, {"a": null}]""", first.AdditionalProperties!["new"].ToString());
        Picture second = gallery.Images[1];
        Assert.Null(second.Width);
        Assert.False(second.Size!.Value.IsKnown);
        Assert.Equal("8K", second.Size.Value.Text);
        Assert.Equal(1.5, gallery.Timings!["inference"]);
        Assert.Equal([1, 2], gallery.Boxes![0]);
        Assert.True(gallery.SeedIsJsonNull);
        Assert.Null(gallery.Seed);
        Assert.Equal("""{ "a": [1.10] }""", gallery.Extra!.ToString());
    }

    [Fact]
    public void What_is_read_is_written_back()
    {
        const string Json = """{"images":[{"url":"u","size":"8K","new":[1,{"a":null}]},{"url":"v","size":9}],"seed":null,"extra":{"a":1.10}}""";
        Assert.Equal(Json, FalJsonText.ToText(FalJsonText.Read<Gallery>(Json)));
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("2.0", 2)]
    [InlineData("2e0", 2)]
    [InlineData("1e3", 1000)]
    [InlineData("0.5e1", 5)]
    [InlineData("120e-1", 12)]
    [InlineData("-0.0", 0)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-2147483648.000", int.MinValue)]
    [InlineData("0e999999999999999999999", 0)]
    public void Whole_numbers_are_read_in_any_spelling(string text, int expected)
    {
        var reader = new FalJsonReader(Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, reader.ReadInt32());
        Assert.Equal(expected, reader.ReadInt64());
    }

    [Theory]
    [InlineData("2147483648", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9.223372036854775807e18", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-9223372036854775809", false)]
    [InlineData("1.5", false)]
    [InlineData("1e-1", false)]
    [InlineData("1e400", false)]
    [InlineData("1e999999999999999999999", false)]
    [InlineData("1e-999999999999999999999", false)]
    [InlineData("\"2\"", false)]
    [InlineData("null", false)]
    public void Numbers_that_do_not_fit_are_refused(string text, bool fitsInt64)
    {
        Assert.Throws<JsonException>(() => new FalJsonReader(Encoding.UTF8.GetBytes(text)).ReadInt32());
        if (fitsInt64) _ = new FalJsonReader(Encoding.UTF8.GetBytes(text)).ReadInt64();
        else Assert.Throws<JsonException>(() => new FalJsonReader(Encoding.UTF8.GetBytes(text)).ReadInt64());
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("\"1\"")]
    public void A_double_is_finite(string text) =>
        Assert.Throws<JsonException>(() => new FalJsonReader(Encoding.UTF8.GetBytes(text)).ReadDouble());

    [Theory]
    [InlineData("""{"images":[{"url":"a"},{"url":[7]}]}""", "$.images[1].url: expected a string, found an array (line 1, byte 31).")]
    [InlineData("""{"images":[{"url":"a"},{"width":7}]}""", "$.images[1]: the required member \"url\" is missing (line 1, byte 34).")]
    [InlineData("""{"images":7}""", "$.images: expected an array, found the number 7 (line 1, byte 11).")]
    [InlineData("{\n  \"images\": {\"a b\": true}}", "$.images: expected an array, found an object (line 2, byte 13).")]
    [InlineData("[]", "$: expected an object, found an array (line 1, byte 1).")]
    [InlineData("{}", "$: the required member \"images\" is missing (line 1, byte 2).")]
    public void An_error_names_path_and_place(string json, string message)
    {
        var error = Assert.Throws<JsonException>(() => FalJsonText.Read<Gallery>(json));
        Assert.Equal(message, error.Message);
        Assert.Equal(message[..message.IndexOf(": ", StringComparison.Ordinal)], error.Path);
    }

    [Fact]
    public void Malformed_text_names_path_and_place()
    {
        var error = Assert.Throws<JsonException>(() => FalJsonText.Read<Gallery>("{\"images\":[{\"url\":\n\"a\" oops}]}"));
        Assert.StartsWith("$.images[0].url: 'o' is invalid", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(line 2, byte 5).", error.Message, StringComparison.Ordinal);
        Assert.Equal("$.images[0].url", error.Path);
        Assert.Equal(1, error.LineNumber);
        Assert.Equal(4, error.BytePositionInLine);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    [InlineData("nul")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{/*c*/}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00x\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[1e]")]
    [InlineData("[01]")]
    public void Bad_text_gives_only_the_documented_exception(string json)
    {
        Assert.Throws<JsonException>(() => FalJsonText.Read<Gallery>(json));
        if (!json.Contains("\\u", StringComparison.Ordinal)) Assert.Throws<JsonException>(() => FalJson.Parse(json));
    }

    [Theory]
    [InlineData("{\"images\":[{\"url\":\"\u00ff\"}]}")]
    [InlineData("{\"images\":[],\"extra\":\"\u00ff\"}")]
    [InlineData("{\"images\":[{\"url\":\"u\",\"\u00ff\":1}]}")]
    [InlineData("{\"images\":[{\"url\":\"u\",\"x\":\"\u00c3\"}]}")]
    public void Invalid_UTF8_gives_only_the_documented_exception(string latin1)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(latin1);
        var error = Assert.Throws<JsonException>(() => FalJsonText.Read<Gallery>(bytes));
        Assert.Contains("not valid Unicode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_of_ten_thousand_levels_gives_only_the_documented_exception()
    {
        string deep = new string('[', 10_000) + new string(']', 10_000);
        Assert.Throws<JsonException>(() => FalJson.Parse(deep));
        Assert.Throws<JsonException>(() => FalJsonText.Read<Gallery>($$"""{"images":[],"extra":{{deep}}}"""));
        Assert.Throws<JsonException>(() => FalJsonText.Read<Gallery>($$"""{"images":[],"skipped":{{deep}}}"""));
        FalJson.Parse(new string('[', 64) + new string(']', 64));
        Assert.Throws<JsonException>(() => FalJson.Parse(new string('[', 65) + new string(']', 65)));
    }

    [Fact]
    public void Of_a_member_that_occurs_twice_the_last_wins()
    {
        Gallery gallery = FalJsonText.Read<Gallery>("""{"images":[{"url":"a","x":1,"url":"b","x":2}],"timings":{"a":1,"a":2},"images":[{"url":"c","y":1,"y":{"z":1}}]}""");
        Assert.Equal("c", Assert.Single(gallery.Images).Url);
        Assert.Equal("""{"z":1}""", gallery.Images[0].AdditionalProperties!["y"].ToString());
        Assert.Equal(2, gallery.Timings!["a"]);
    }

    [Fact]
    public void Escaped_names_are_recognised()
    {
        Picture picture = FalJsonText.Read<Picture>("""{"\u0075rl":"\u0061\n","\u0078\u00e9":1}""");
        Assert.Equal("a\n", picture.Url);
        Assert.Equal("xé", Assert.Single(picture.AdditionalProperties!).Key);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal("a", FalJsonText.Read<Picture>("\uFEFF{\"url\":\"a\"}").Url);

    [Fact]
    public void A_fork_and_a_peek_leave_the_reader_where_it_is()
    {
        var reader = new FalJsonReader("""{"kind":"x","url":"a","kind":"y"}"""u8);
        FalJsonReader fork = reader.Fork();
        fork.Skip();
        Assert.Equal(JsonTokenType.EndObject, fork.TokenType);
        Assert.True(reader.TryPeekMember("kind"u8, out FalJsonReader kind));
        Assert.Equal("y", kind.ReadString());
        Assert.False(reader.TryPeekMember("none"u8, out _));
        Assert.Equal(JsonTokenType.StartObject, reader.TokenType);
        Assert.Equal("a", reader.Read<Picture>().Url);
        Assert.False(new FalJsonReader("[1]"u8).TryPeekMember("kind"u8, out _));
    }

    [Fact]
    public void Long_lists_are_read_whole()
    {
        int[] numbers = [.. Enumerable.Range(0, 1000)];
        for (int count = 0; count < 40; count++)
        {
            var reader = new FalJsonReader(Encoding.UTF8.GetBytes($"[{string.Join(',', numbers[..count])}]"));
            Assert.Equal(numbers[..count], reader.ReadList<int, Int32Codec>());
        }
    }

    [Fact]
    public void Reading_allocates_only_the_result()
    {
        byte[] json = """{"url":"https://example.com/a.png","width":1024,"file_size":1637946}"""u8.ToArray();
        for (int i = 0; i < 50; i++) FalJsonText.Read<Picture>(json);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Picture read = FalJsonText.Read<Picture>(json);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        var made = new Picture { Url = new string('x', read.Url.Length), Width = 1, FileSize = 1 };
        long floor = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(floor, allocated);
        Assert.NotNull(made);
    }
}
