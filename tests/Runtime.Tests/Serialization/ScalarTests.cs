using KlingGen.CompilerServices;

namespace Runtime.Tests.Serialization;

/// <summary>The scalar that codecs of mixed enums switch on.</summary>
public class ScalarTests
{
    [Theory]
    [InlineData("128", 128L)]
    [InlineData("2.0", 2L)]
    [InlineData("-9007199254740993", -9007199254740993L)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e300", 1e300)]
    [InlineData("\"128\"", "128")]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("[1]", null)]
    public void A_whole_number_is_a_long_and_only_a_fraction_a_double(string json, object? expected)
    {
        // Equal type included: a switch over boxed values distinguishes 128 from 128.0.
        var reader = new FalJsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        object? scalar = reader.ScalarOrNull();
        Assert.Equal(expected?.GetType(), scalar?.GetType());
        Assert.Equal(expected, scalar);
    }
}
