using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using KlingGen;
using KlingGen.CompilerServices;
using KlingGen.TestKit;
using Runtime.Tests.Support;

namespace Runtime.Tests.Serialization;

/// <summary>The reader against System.Text.Json, on documents nobody thought of.</summary>
public class ReaderPropertyTests
{
    [Fact]
    public void Free_JSON_means_what_System_Text_Json_reads() => JsonGen.Document.Holds(static json =>
    {
        FalJson read = FalJson.Parse(json);
        Assert.Equal(json.Trim(), read.ToString());
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.Equal(document.RootElement.ValueKind, read.ValueKind);
        Assert.Equal(FalJson.From(document.RootElement), read);
        Assert.Equal(read, FalJson.Parse(FalJsonText.ToUtf8(read)));
        if (!HasHalfPair(json)) Assert.True(JsonElement.DeepEquals(document.RootElement, read.Element) || HasDuplicates(document.RootElement));
    }, iter: 3000);

    [Fact]
    public void Damaged_documents_are_JSON_to_both_or_to_neither() => JsonGen.Damaged.Holds(static bytes =>
    {
        bool ours = TryRead(bytes, out FalJson? read);
        bool theirs = IsJson(bytes) && System.Text.Unicode.Utf8.IsValid(bytes);
        Assert.Equal(theirs, ours);
        if (ours) Assert.Equal(Encoding.UTF8.GetString(bytes).Trim(' ', '\t', '\r', '\n', '\uFEFF'), read!.ToString());
    }, iter: 10_000);

    [Theory]
    [InlineData("file_size", "[1]", "7")]
    [InlineData("width", "\"wide\"", "7")]
    [InlineData("ratio", "{}", "0.5")]
    [InlineData("safe", "[]", "true")]
    [InlineData("size", "{}", "\"1K\"")]
    [InlineData("width", "\"wide\"", "null")]
    public void A_member_that_fits_at_its_second_time_leaves_no_empty_bag(string member, string misfit, string fit)
    {
        Picture picture = FalJsonText.Read<Picture>($$"""{"url":"a","{{member}}":{{misfit}},"{{member}}":{{fit}}}""");
        Assert.Null(picture.AdditionalProperties);
        Assert.Equal(picture, FalJsonText.Read<Picture>(FalJsonText.ToUtf8(picture)));
        Assert.Equal(FalJsonText.Read<Picture>($$"""{"url":"a","{{member}}":{{fit}}}"""), picture);
    }

    [Fact]
    public void Damaged_documents_give_a_value_or_the_documented_exception() => JsonGen.Damaged.Holds(static bytes =>
    {
        if (!TryRead(bytes, out Gallery? gallery)) return;
        Assert.True(IsJson(bytes));
        Assert.Equal(gallery, FalJsonText.Read<Gallery>(FalJsonText.ToUtf8(gallery!)));
    }, iter: 10_000);

    [Fact]
    public void Through_a_converter_the_same_is_read() => JsonGen.Damaged.Holds(static bytes =>
    {
        bool ours = TryRead(bytes, out Gallery? expected);
        foreach (int size in (int[])[bytes.Length + 1, 3])
        {
            Gallery? read;
            try
            {
                var reader = new Utf8JsonReader(Pieces.Of(bytes, size));
                read = JsonSerializer.Deserialize<Gallery>(ref reader);
            }
            catch (JsonException)
            {
                // Before .NET 9 a value that is no UTF-8 cannot be copied, so what does not fit in it is not kept.
                bool cannotBeCopied = OnNetStandard.IsHere && !System.Text.Unicode.Utf8.IsValid(bytes);
                Assert.False(ours && !StartsWithMark(bytes) && !cannotBeCopied);
                continue;
            }

            // JsonSerializer reads one value and leaves what follows.
            if (ours) Assert.Equal(expected, read);
        }
    }, iter: 3000);

    [Fact]
    public void Cut_at_every_byte_only_the_documented_exception_comes()
    {
        byte[] json = Encoding.UTF8.GetBytes("""
            {"images":[{"url":"https://é/\ud83e\uddd9.png","width":1.0e1,"ratio":-0.5,"safe":true,"size":"2K","x":{"y":[null,1]}},{"url":"","size":"8K"}],
            "timings":{"a":1},"boxes":[[1,2],[]],"seed":null,"extra":{"k":[1,"é"]},"cover":{"url":"c"}}
            """);
        Assert.True(TryRead(json, out Gallery? _));
        for (int length = 0; length < json.Length; length++)
        {
            Assert.False(TryRead(json[..length], out Gallery? _));
            Assert.False(TryRead(json[..length], out FalJson? _));
        }
    }

    private static bool TryRead<T>(byte[] bytes, out T? value)
        where T : IFalJson<T>
    {
        try
        {
            value = FalJsonText.Read<T>(bytes);
            return true;
        }
        catch (JsonException error)
        {
            Assert.StartsWith("$", error.Path, StringComparison.Ordinal);
            Assert.Matches(@"^\$.*: .* \(line \d+, byte \d+\)\.$", error.Message.ReplaceLineEndings(" "));
            value = default;
            return false;
        }
    }

    private static bool StartsWithMark(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8);

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(new ReadOnlySequence<byte>(StartsWithMark(bytes) ? bytes[3..] : bytes));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool HasHalfPair(string json) => json.Contains("\\ud83e\"", StringComparison.OrdinalIgnoreCase);

    private static bool HasDuplicates(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(static member => member.Name).Distinct().Count() != element.EnumerateObject().Count() ||
            element.EnumerateObject().Any(static member => HasDuplicates(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasDuplicates),
        _ => false,
    };
}
