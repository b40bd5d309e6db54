using System.Text.Json;
using CsCheck;
using KlingGen;
using KlingGen.CompilerServices;
using KlingGen.TestKit;

namespace Runtime.Tests.Serialization;

/// <summary>What a codec writes, it and System.Text.Json read back.</summary>
public class RoundTripTests
{
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[0, 20], Gen.String[Gen.Char['\0', '\u0080'], 0, 20], Gen.Const("🧙\u2028\"\\"));

    private static readonly Gen<double> Number = Gen.Double.Where(double.IsFinite);

    [Fact]
    public void Strings() => Text.Holds(static text =>
    {
        string expected = WithoutHalves(text);
        Assert.Equal(expected, Trip<string, StringCodec>(text));
        Assert.Equal(expected, JsonSerializer.Deserialize<string>(Write<string, StringCodec>(text)));
    }, iter: 5000);

    [Fact]
    public void Whole_numbers() => Gen.Select(Gen.Int, Gen.Long).Holds(static (small, large) =>
    {
        Assert.Equal(small, Trip<int, Int32Codec>(small));
        Assert.Equal(large, Trip<long, Int64Codec>(large));
        Assert.Equal(small, Trip<long, Int64Codec>(small));
        Assert.Equal(small, Trip<double, DoubleCodec>(small));
    });

    [Fact]
    public void Numbers() => Number.Holds(static number =>
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(Trip<double, DoubleCodec>(number)));
        Assert.Equal(number, JsonSerializer.Deserialize<double>(Write<double, DoubleCodec>(number)));
    }, iter: 5000);

    [Fact]
    public void Lists_maps_and_nulls() => Gen.Select(Text.Array[0, 20], Number.Array[0, 12], Gen.Bool).Holds(static (texts, numbers, flag) =>
    {
        texts = [.. texts.Select(WithoutHalves)];
        Assert.Equal<object>(FalList.From(texts), Trip<IReadOnlyList<string>, ListCodec<string, StringCodec>>(texts));
        var map = texts.Distinct().ToDictionary(static text => text, static IReadOnlyList<string?> (text) => [text, null]);
        Assert.Equal<object>(FalMap.From(map), Trip<IReadOnlyDictionary<string, IReadOnlyList<string?>>, MapCodec<IReadOnlyList<string?>, ListCodec<string?, NullableCodec<string, StringCodec>>>>(map));
        double?[] holes = [.. numbers.Select(number => number > 0 ? number : (double?)null)];
        Assert.Equal<object>(FalList.From(holes), Trip<IReadOnlyList<double?>, ListCodec<double?, NullableValueCodec<double, DoubleCodec>>>(holes));
        Assert.Equal(flag, Trip<bool, BooleanCodec>(flag));
    }, iter: 2000);

    [Fact]
    public void Records() => Gallery.Holds(static gallery =>
    {
        byte[] json = FalJsonText.ToUtf8(gallery);
        Gallery read = FalJsonText.Read<Gallery>(json);
        Assert.Equal(gallery, read);
        Assert.Equal(gallery.GetHashCode(), read.GetHashCode());
        Assert.Equal(json, FalJsonText.ToUtf8(read));
        Assert.Equal(gallery, JsonSerializer.Deserialize<Gallery>(JsonSerializer.Serialize(gallery)));
        Assert.Equal(gallery, FalJson.From(gallery).To<Gallery>());
    }, iter: 3000);

    [Fact]
    public void Open_enums_keep_what_they_do_not_know()
    {
        foreach (string json in (string[])["\"1K\"", "\"8K\"", "7", "1.50", "true", "\"a\\\"b\""])
        {
            var reader = new FalJsonReader(System.Text.Encoding.UTF8.GetBytes(json));
            FalOpenEnum<Size> value = OpenEnumCodec<Size, SizeCodec>.Read(ref reader);
            Assert.Equal(json == "\"1K\"", value.IsKnown);
            Assert.Equal(json, System.Text.Encoding.UTF8.GetString(Write<FalOpenEnum<Size>, OpenEnumCodec<Size, SizeCodec>>(value)));
        }

        foreach (string json in (string[])["null", "{}", "[]"])
        {
            Assert.Throws<JsonException>(() =>
            {
                var reader = new FalJsonReader(System.Text.Encoding.UTF8.GetBytes(json));
                OpenEnumCodec<Size, SizeCodec>.Read(ref reader);
            });
        }

        Assert.Equal("null", System.Text.Encoding.UTF8.GetString(Write<FalOpenEnum<Size>, OpenEnumCodec<Size, SizeCodec>>(default)));
        Assert.Equal("\"new\"", System.Text.Encoding.UTF8.GetString(Write<FalOpenEnum<Size>, OpenEnumCodec<Size, SizeCodec>>("new")));
    }

    private static Gen<Gallery> Gallery { get; } = Gen.Select(
        Picture().Array[0, 12], Gen.Dictionary(Text.Select(WithoutHalves), Number)[0, 4].Null(), Gen.Int.Array[0, 3].Array[0, 3], Gen.Int[0, 2], JsonGen.Document, Picture().Null(),
        static (images, timings, boxes, seed, extra, cover) => new Gallery
        {
            Images = images,
            Timings = timings,
            Boxes = boxes,
            Seed = seed is 0 or 1 ? null : seed,
            SeedIsJsonNull = seed is 1,
            Extra = extra.Trim() == "null" ? null : FalJson.Parse(extra),
            Cover = cover,
        });

    private static Gen<Picture> Picture() => Gen.Select(
        Text, Gen.Long.Nullable(), Gen.Int.Nullable(), Number.Nullable(), Gen.Bool.Nullable(), Gen.Int[0, 3], Gen.Dictionary(Text.Select(static text => "x" + WithoutHalves(text)), JsonGen.Document)[0, 2],
        static (url, size, width, ratio, safe, kind, more) => new Picture
        {
            Url = WithoutHalves(url),
            FileSize = size,
            Width = width,
            Ratio = ratio,
            Safe = safe,
            Size = kind switch { 0 => (FalOpenEnum<Size>?)null, 1 => (FalOpenEnum<Size>)Serialization.Size.Small, 2 => FalOpenEnum<Size>.FromText("8K"), _ => (FalOpenEnum<Size>)Serialization.Size.Large },
            AdditionalProperties = more.Count == 0 ? null : more.ToDictionary(static pair => pair.Key, static pair => FalJson.Parse(pair.Value)),
        });

    private static string WithoutHalves(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static T Trip<T, TCodec>(T value)
        where TCodec : IFalCodec<T>
    {
        var reader = new FalJsonReader(Write<T, TCodec>(value));
        return Codec<T, TCodec>.Read(ref reader);
    }

    private static byte[] Write<T, TCodec>(T value)
        where TCodec : IFalCodec<T>
    {
        FalJsonWriter writer = FalJsonWriter.Rent();
        Codec<T, TCodec>.Write(writer, value);
        byte[] json = writer.WrittenSpan.ToArray();
        writer.Return();
        return json;
    }
}
