using KlingGen.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using KlingGen;
using KlingGen.TestKit;
using Runtime.Tests.Serialization;
using Size = Runtime.Tests.Serialization.Size;

namespace Runtime.Tests.Values;

public class ValueTests
{
    [Fact]
    public void A_list_is_copied_once_and_equals_by_items()
    {
        int[] source = [1, 2];
        FalList<int> list = FalList.From(source);
        source[0] = 9;
        Assert.Equal([1, 2], list);
        Assert.Same(list, FalList.From(list));
        Assert.Null(FalList.From<int>(null));
        Assert.Same(FalList.From<int>([]), FalList.From(new List<int>()));
        Assert.True(list.Equals(FalList.From([1, 2])));
        Assert.False(list.Equals(FalList.From([2, 1])));
        Assert.False(list.Equals(FalList.From([1])));
        Assert.False(list.Equals(null));
        Assert.Equal("[1, 2]", list.ToString());
    }

    [Fact]
    public void Lists_equal_as_their_items_do() => Gen.Select(Gen.Int[0, 2].Array[0, 3], Gen.Int[0, 2].Array[0, 3]).Holds(static (a, b) =>
    {
        bool equal = a.SequenceEqual(b);
        Assert.Equal(equal, FalList.From(a).Equals(FalList.From(b)));

        // Inner lists may be the caller's: what counts is what they hold.
        FalList<IReadOnlyList<int>> left = FalList.From<IReadOnlyList<int>>([a, [1]]);
        FalList<IReadOnlyList<int>> right = FalList.From<IReadOnlyList<int>>([FalList.From(b), new List<int> { 1 }]);
        Assert.Equal(equal, left.Equals(right));
        if (equal) Assert.Equal(left.GetHashCode(), right.GetHashCode());
    });

    [Fact]
    public void A_map_is_copied_once_and_equals_by_entries()
    {
        var source = new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 };
        FalMap<int> map = FalMap.From(source);
        source["b"] = 9;
        Assert.Equal(["b", "a"], map.Keys);
        Assert.Equal([1, 2], map.Values);
        Assert.Equal(1, map["b"]);
        Assert.Throws<KeyNotFoundException>(() => map["c"]);
        Assert.Same(map, FalMap.From(map));
        Assert.Null(FalMap.From<int>(null));
        FalMap<int> other = FalMap.From(new SortedDictionary<string, int> { ["a"] = 2, ["b"] = 1 });
        Assert.True(map.Equals(other));
        Assert.Equal(map.GetHashCode(), other.GetHashCode());
        Assert.False(map.Equals(FalMap.From(new Dictionary<string, int> { ["a"] = 2, ["B"] = 1 })));
        Assert.False(map.Equals(FalMap.From(new Dictionary<string, int> { ["a"] = 2 })));
        Assert.False(map.Equals(FalMap.From(new Dictionary<string, int> { ["a"] = 2, ["b"] = 3 })));
        Assert.Equal("{b: 1, a: 2}", map.ToString());
    }

    [Fact]
    public void A_record_that_holds_them_keeps_value_equality()
    {
        Request one = new() { Prompt = "x", Tags = ["a"], Scores = new Dictionary<string, double> { ["a"] = 1 }, Elements = [new() { Front = "https://x" }] };
        Request two = new() { Prompt = "x", Tags = new List<string> { "a" }, Scores = new Dictionary<string, double> { ["a"] = 1 }, Elements = [new() { Front = "https://x" }] };
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, two with { Tags = ["b"] });
    }

    [Theory]
    [InlineData("1", "1.0", true)]
    [InlineData("100", "1e2", true)]
    [InlineData("0", "-0.0e5", true)]
    [InlineData("0.1", "0.10000000000000001", false)]
    [InlineData("1e400", "10e399", true)]
    [InlineData("1e400", "1e401", false)]
    [InlineData("12345678901234567890123", "12345678901234567890124", false)]
    [InlineData("\"\\u0061\"", "\"a\"", true)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2.0,\"a\":1}", true)]
    [InlineData("{\"a\":1,\"a\":2}", "{\"a\":2}", true)]
    [InlineData("{\"a\":1}", "{\"a\":1,\"b\":null}", false)]
    [InlineData("[1,2]", "[ 1 , 2 ]", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("null", "false", false)]
    [InlineData("\"\\ud800\"", "\"\\ud800\"", true)]
    public void JSON_equals_by_meaning(string left, string right, bool equal)
    {
        FalJson a = FalJson.Parse(left);
        FalJson b = FalJson.Parse(right);
        Assert.Equal(equal, a.Equals(b));
        Assert.Equal(equal, b == a);
        if (equal) Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Fact]
    public void Equality_of_JSON_agrees_with_System_Text_Json() => Gen.Select(JsonGen.Document, JsonGen.Document).Holds(static (left, right) =>
    {
        FalJson a = FalJson.Parse(left);
        FalJson b = FalJson.Parse(right);
        FalJson again = FalJson.Parse(left + " ");
        Assert.Equal(a, again);
        Assert.Equal(a.GetHashCode(), again.GetHashCode());
        if (left.Contains("\\ud83e\"", StringComparison.OrdinalIgnoreCase) || right.Contains("\\ud83e\"", StringComparison.OrdinalIgnoreCase)) return;
        if (a.ValueKind is JsonValueKind.Object && b.ValueKind is JsonValueKind.Object) return;
        Assert.Equal(JsonElement.DeepEquals(a.Element, b.Element), a.Equals(b));
    }, iter: 5000);

    [Fact]
    public void JSON_is_made_from_what_one_has()
    {
        using JsonDocument loose = JsonDocument.Parse("[1,/*c*/2,]", new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        FalJson[] made = ["a", true, 1, 2L, 0.5, 1.10m, (string?)null, JsonNode.Parse("{\"a\":[1]}"), (JsonNode?)null, loose.RootElement, FalJson.From(new Picture { Url = "u" })];
        Assert.Equal("\"a\"|true|1|2|0.5|1.10|null|{\"a\":[1]}|null|[1,2]|{\"url\":\"u\"}", string.Join('|', made.Select(static json => json.ToString())));
        Assert.Equal(2, ((FalJson)loose.RootElement).Element[1].GetInt32());
        Assert.Throws<ArgumentException>(() => FalJson.From(default(JsonElement)));
        Assert.Equal("u", FalJson.Parse("{\"url\":\"u\"}").To<Picture>().Url);
    }

    [Fact]
    public void A_deep_element_is_refused_before_it_can_exhaust_the_stack()
    {
        using JsonDocument deep = JsonDocument.Parse(new string('[', 5000) + new string(']', 5000), new JsonDocumentOptions { MaxDepth = 10_000 });
        Assert.Throws<ArgumentException>(() => FalJson.From(deep.RootElement));
        using JsonDocument half = JsonDocument.Parse(new string('[', 500) + new string(']', 500), new JsonDocumentOptions { MaxDepth = 10_000 });
        Assert.Equal(FalJson.From(half.RootElement), FalJson.From(half.RootElement));
    }

    [Fact]
    public void An_element_survives_its_document()
    {
        FalJson json;
        using (JsonDocument document = JsonDocument.Parse("{\"a\":1}")) json = document.RootElement;
        Assert.Equal(1, json.Element.GetProperty("a").GetInt32());
    }

    [Fact]
    public void Open_enums_equal_by_meaning()
    {
        var reader = new KlingGen.CompilerServices.FalJsonReader("\"2K\""u8);
        FalOpenEnum<Size> read = KlingGen.CompilerServices.OpenEnumCodec<Size, SizeCodec>.Read(ref reader);
        FalOpenEnum<Size> made = Size.Large;
        Assert.Equal(read, made);
        Assert.True(read == made);
        Assert.Equal(read.GetHashCode(), made.GetHashCode());
        Assert.Equal("2K", read.Text);
        Assert.Equal("2K", made.Text);
        Assert.Equal(("2K", "2K", "8K", ""), (read.ToString(), made.ToString(), ((FalOpenEnum<Size>)"8K").ToString(), default(FalOpenEnum<Size>).ToString()));
        Assert.NotEqual<FalOpenEnum<Size>>(Size.Small, default);
        Assert.NotEqual<FalOpenEnum<Size>>("8K", "9K");
        Assert.NotEqual<FalOpenEnum<Size>>("8K", FalOpenEnum<Size>.Unknown("8K", isString: false));
        Assert.Null(((FalOpenEnum<Size>)"8K").Value);
    }
}
