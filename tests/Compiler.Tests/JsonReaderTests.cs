using System.Text;
using System.Text.Json;
using CsCheck;
using KlingGen.Compiler.Json;
using KlingGen.TestKit;
using JsonDocument = KlingGen.Compiler.Json.JsonDocument;

namespace Compiler.Tests;

/// <summary>The positional reader against System.Text.Json: the same texts are JSON, and the same values are read.</summary>
public sealed class JsonReaderTests
{
    private static readonly string[] s_pieces =
    [
        "", " ", "\t\r\n", "null", "true", "false", "nul", "True", "NaN", "Infinity", "-Infinity", "undefined", "'a'",
        "0", "-0", "00", "01", "-", "-01", "1.", ".1", "1.0", "1.e1", "1e", "1e+", "1e+5", "1E-5", "1e5.5", "+1", "0x1", "1_000", "1,5", "-1.5e-300", "1e999",
        "\"\"", "\"a\"", "\"", "\"a", "\"\\\"", "\"\\\\\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"", "\"\\a\"", "\"\\u00e9\"", "\"\\u00E9\"", "\"\\u00g9\"", "\"\\u00\"", "\"\\u\"", "\"\\ud83d\\ude00\"",
        "\"\t\"", "\"\n\"", "\"\u0000\"", "\"\u001f\"", "\"\u007f\"", "\"\u0085\"", "\"\u2028\"", "\"\u2029\"", "\"é😀\"", "\"\\",
        "[]", "[ ]", "[1]", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1,2]", "[1", "[", "]", "[[[]]]", "[[]", "[]]", "[1]x", "[\"a\",null,{}]",
        "{}", "{ }", "{\"a\":1}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{a:1}", "{1:1}", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "{\"\":1}", "{\"a\\u0062\":1}", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{[]:1}",
        "// a\n1", "1 // a", "/* a */ 1", "#1", "1;", "1 1", "null null", "{} {}", "\u00a01", "1\u00a0", "\u20281", "\v1", "\f1",
    ];

    [Fact]
    public void It_agrees_on_small_texts()
    {
        // Each piece alone, in an array, as a member, with blanks around, and behind another.
        string[] texts = [.. s_pieces, .. s_pieces.Select(static piece => $"[{piece}]"), .. s_pieces.Select(static piece => $"{{\"k\":{piece}}}"), .. s_pieces.Select(static piece => $" \n{piece}\t "), .. s_pieces.Select(static piece => $"[0,{piece}]")];
        Assert.True(texts.Length > 400);
        Assert.All(texts, AssertAgrees);
    }

    [Fact]
    public void It_agrees_on_mutations()
    {
        string[] seeds = [.. s_pieces.Where(IsJson), """{"a":[1,-2.5e3,"x\u00e9\n",true,null],"b":{"c":{},"d":[]}}""", File.ReadAllText(Repository.File("schemas/kling-image-v3-text-to-image.json"))[..600]];
        const string alphabet = "{}[]\",:\\/ \t\n0123456789eE+-.truefalsnbu\u0001é";
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Select(Gen.Int[0, 700], Gen.Int[0, 2], Gen.Int[0, alphabet.Length - 1]).List[1, 4])
            .Holds((seed, edits) =>
            {
                var text = new StringBuilder(seeds[seed]);
                foreach ((int at, int kind, int letter) in edits)
                {
                    int place = text.Length == 0 ? 0 : at % text.Length;
                    if (kind > 0 && text.Length > 0)
                        text.Remove(place, 1);
                    if (kind < 2)
                        text.Insert(Math.Min(place, text.Length), alphabet[letter]);
                }
                // Half a character is no text, and System.Text.Json cannot be asked about it.
                if (IsText(text.ToString()))
                    AssertAgrees(text.ToString());
            }, iter: 20_000);
    }

    [Theory]
    [InlineData("{\n  \"a\": tru\n}", 2, 8)]
    [InlineData("{\r\n\r\n  \"a\" 1}", 3, 7)]
    [InlineData("[1,\r2,\r]", 3, 1)]
    [InlineData("[1", 1, 3)]
    [InlineData("\uFEFF{x", 1, 2)]
    [InlineData("\"a\\x\"", 1, 3)]
    [InlineData("[\"a\n\"]", 1, 4)]
    public void An_error_has_its_line_and_column(string text, int line, int column)
    {
        JsonDocument document = JsonDocument.Parse(text);
        Assert.Null(document.Root);
        Assert.Equal((line, column), document.Lines.Find(document.Error!.Start));
    }

    [Fact]
    public void Every_node_has_its_place()
    {
        const string text = "{\n \"a\": [1, \"b\"],\n \"c\": {\"d\": null}}";
        JsonDocument document = JsonDocument.Parse(text);
        JsonNode second = document.Root!["a"]!.Items[1];
        Assert.Equal("\"b\"", text[second.Start..second.End]);
        Assert.Equal((2, 11), document.Lines.Find(second.Start));
        JsonMember inner = document.Root["c"]!.Members[0];
        Assert.Equal("\"d\"", text[inner.NameStart..inner.NameEnd]);
        Assert.Equal((3, 8), document.Lines.Find(inner.NameStart));
    }

    [Fact]
    public void Names_that_occur_twice_are_found()
    {
        string many = string.Join(",", Enumerable.Range(0, 40).Select(static i => $"\"m{i}\":{i}"));
        JsonDocument document = JsonDocument.Parse($"{{\"a\":1,\"\\u0061\":2,{many},\"m7\":0}}");
        Assert.Equal(["a", "m7"], document.Duplicates.Select(static member => member.Name));
        Assert.Equal("2", document.Root!["a"]!.Raw);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void Deep_nesting_is_read(int depth)
    {
        JsonNode? node = JsonDocument.Parse(new string('[', depth) + new string(']', depth)).Root;
        for (int i = 1; i < depth; i++)
            node = node!.Items[0];
        Assert.Empty(node!.Items);
    }

    [Fact]
    public void Fifty_megabytes_are_read()
    {
        string item = File.ReadAllText(Repository.File("schemas/kling-image-v3-text-to-image.json"));
        var text = new StringBuilder("[");
        while (text.Length < 50_000_000)
            text.Append(item).Append(',');
        string all = text.Append("0]").ToString();

        var watch = System.Diagnostics.Stopwatch.StartNew();
        JsonDocument document = JsonDocument.Parse(all);
        watch.Stop();

        Assert.Equal("0", document.Root!.Items[^1].Raw);
        TestContext.Current.SendDiagnosticMessage($"50 MB in {watch.ElapsedMilliseconds} ms");
        TestContext.Current.TestOutputHelper?.WriteLine($"50 MB in {watch.ElapsedMilliseconds} ms");
    }

    private static void AssertAgrees(string text)
    {
        JsonDocument ours = JsonDocument.Parse(text);
        Assert.True(IsJson(text) == ours.Error is null, $"{text.Length} characters: {text} — ours: {ours.Error?.Message ?? "JSON"}");
        if (ours.Error is not null)
        {
            Assert.InRange(ours.Error.Start, 0, text.Length);
            Assert.InRange(ours.Error.Start + ours.Error.Length, 0, text.Length);
            return;
        }

        // Half a surrogate pair as an escape is grammatical for both, but System.Text.Json refuses to hand it out.
        if (HasHalfPair(text))
            return;
        using System.Text.Json.JsonDocument theirs = System.Text.Json.JsonDocument.Parse(text);
        AssertSame(theirs.RootElement, ours.Root!, text);
    }

    private static bool IsJson(string text)
    {
        try
        {
            System.Text.Json.JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool HasHalfPair(string text) =>
        text.Contains("\\u", StringComparison.Ordinal) && JsonDocument.Parse(text).Root is { } root && Texts(root).Any(static value => !IsText(value));

    private static bool IsText(string value) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) == value;

    private static IEnumerable<string> Texts(JsonNode node) =>
        node.IsString ? [node.Text] : node.Items.SelectMany(Texts).Concat(node.Members.SelectMany(static member => Texts(member.Value).Append(member.Name)));

    private static void AssertSame(JsonElement theirs, JsonNode ours, string text)
    {
        Assert.Equal(theirs.ValueKind.ToString(), ours.Kind.ToString());
        Assert.Equal(theirs.GetRawText(), text[ours.Start..ours.End]);
        switch (theirs.ValueKind)
        {
            case JsonValueKind.String:
                Assert.Equal(theirs.GetString(), ours.Text);
                break;
            case JsonValueKind.Array:
                Assert.Equal(theirs.GetArrayLength(), ours.Items.Length);
                for (int i = 0; i < ours.Items.Length; i++)
                    AssertSame(theirs[i], ours.Items[i], text);
                break;
            case JsonValueKind.Object:
                JsonProperty[] members = [.. theirs.EnumerateObject()];
                Assert.Equal(members.Select(static member => member.Name), ours.Members.Select(static member => member.Name));
                for (int i = 0; i < members.Length; i++)
                    AssertSame(members[i].Value, ours.Members[i].Value, text);
                break;
        }
    }
}
