using System.Text.Json;
using KlingGen;
using Runtime.Tests.Fal.Studio.X;

namespace Runtime.Tests;

/// <summary>Unions, open enums and maps in the code for netstandard2.0.</summary>
public class UnionTests
{
    [Fact]
    public void Each_case_is_written_and_read()
    {
        var input = new XInput { Size = new SizeObject { Width = 3 }, Strength = new[] { 0.5, 1 } };
        Assert.Equal("""{"size":{"width":3},"strength":[0.5,1]}""", JsonSerializer.Serialize(input));
        Assert.Equal(input, JsonSerializer.Deserialize<XInput>("""{"size":{"width":3},"strength":[0.5,1]}"""));
        Assert.Equal("""{"size":"wide","strength":"text"}""", FalJson.From(new XInput { Size = SizePreset.Wide, Strength = "text" }).ToString());
        Assert.Empty(input.Validate());
    }

    [Fact]
    public void A_result_keeps_what_the_schema_does_not_know()
    {
        XOutput output = FalJson.Parse("""{"mood":"wistful","score":["a"],"by_name":{"a":1},"more":true}""").To<XOutput>();
        Assert.Equal("wistful", output.Mood.ToString());
        Assert.Equal(Mood.Calm, FalJson.Parse("""{"mood":"calm"}""").To<XOutput>().Mood!.Value.Value);
        Assert.Equal(1, output.ByName!["a"]);
        Assert.True(output.AdditionalProperties!["more"].Element.GetBoolean());
        Assert.Equal("""{"by_name":{"a":1},"mood":"wistful","score":["a"],"more":true}""", JsonSerializer.Serialize(output));
    }
}
