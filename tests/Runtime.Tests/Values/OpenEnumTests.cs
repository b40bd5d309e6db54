using System.Text.Json;
using KlingGen;
using KlingGen.CompilerServices;
using Runtime.Tests.Serialization;

namespace Runtime.Tests.Values;

/// <summary>However an open enum is made, equal values are equal in everything.</summary>
public class OpenEnumTests
{
    public static TheoryData<string> Ways => [.. Made(Size.Large, "2K").Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_declared_text_is_its_member_however_it_was_made(string way)
    {
        FalOpenEnum<Size> value = Made(Size.Large, "2K")[way];
        Assert.True(value.IsKnown);
        Assert.Equal((Size.Large, "2K", "2K"), (value.Value, value.Text, value.ToString()));
        Assert.Equal("\"2K\"", JsonSerializer.Serialize(value));
        Assert.Equal("large", value.Value switch { Size.Large => "large", _ => "other" });
        Assert.Empty(Validate(value));
        foreach (FalOpenEnum<Size> other in Made(Size.Large, "2K").Values)
        {
            Assert.True(value == other && !(value != other) && value.Equals((object)other));
            Assert.Equal(value.GetHashCode(), other.GetHashCode());
        }

        foreach (FalOpenEnum<Size> other in (FalOpenEnum<Size>[])["8K", Size.Small, default, FalOpenEnum<Size>.Unknown("2K", isString: false)])
            Assert.True(value != other);
    }

    [Fact]
    public void An_unknown_text_is_sent_as_it_is_and_refused_by_validation()
    {
        var made = new[] { FalOpenEnum<Size>.FromText("8K"), "8K", JsonSerializer.Deserialize<FalOpenEnum<Size>>("\"8K\"") };
        foreach (FalOpenEnum<Size> value in made)
        {
            Assert.False(value.IsKnown);
            Assert.Equal((null, "8K", "8K", "\"8K\""), (value.Value, value.Text, value.ToString(), JsonSerializer.Serialize(value)));
            Assert.All(made, other => Assert.True(value == other && value.GetHashCode() == other.GetHashCode()));
            Assert.Contains("\"8K\"", Assert.Single(Validate(value)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_default_value_is_null_on_the_wire()
    {
        FalOpenEnum<Size> none = default;
        Assert.Equal((false, null, null, "", "null"), (none.IsKnown, none.Value, none.Text, none.ToString(), JsonSerializer.Serialize(none)));
        Assert.Equal(none, JsonSerializer.Deserialize<FalOpenEnum<Size>>("null"));
        Assert.Equal(none, default);
    }

    [Fact]
    public void A_number_that_is_no_member_stays_what_it_is()
    {
        FalOpenEnum<Size> odd = (Size)77;
        Assert.Equal((null, "77"), (odd.Text, odd.ToString()));
        Assert.NotEmpty(Validate(odd));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ud800")]
    [InlineData("\"2K\"")]
    [InlineData("2k")]
    [InlineData("nul")]
    [InlineData("{")]
    [InlineData("1e999")]
    public void Any_other_text_is_unknown(string text) => Assert.False(FalOpenEnum<Size>.FromText(text).IsKnown);

    [Fact]
    public void An_enum_of_somebody_else_has_no_texts()
    {
        Assert.False(((FalOpenEnum<DayOfWeek>)"Monday").IsKnown);
        Assert.Equal("Monday", ((FalOpenEnum<DayOfWeek>)DayOfWeek.Monday).ToString());
        Assert.Contains("DayOfWeek", Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize((FalOpenEnum<DayOfWeek>)DayOfWeek.Monday)).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, FalOpenEnum<Size>> Made(Size member, string text)
    {
        var reader = new FalJsonReader(System.Text.Encoding.UTF8.GetBytes($"\"{text}\""));
        return new Dictionary<string, FalOpenEnum<Size>>
        {
            ["member"] = member,
            ["text"] = text,
            ["FromText"] = FalOpenEnum<Size>.FromText(text),
            ["reader"] = OpenEnumCodec<Size, SizeCodec>.Read(ref reader),
            ["JsonSerializer"] = JsonSerializer.Deserialize<FalOpenEnum<Size>>($"\"{text}\""),
            ["record"] = FalJsonText.Read<Picture>($$"""{"url":"u","size":"{{text}}"}""").Size!.Value,
        };
    }

    private static IReadOnlyList<FalValidationError> Validate(FalOpenEnum<Size> value) => FalValidator.Validate(new Holder(value));

    private sealed class Holder(FalOpenEnum<Size> value) : IFalValidatable
    {
        public void Validate(ref FalValidator check) => check.Member("size", "Size").Defined<Size, SizeCodec>(value);
    }
}
