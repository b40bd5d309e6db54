using System.Globalization;
using CsCheck;
using KlingGen.Compiler.Naming;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>The table of <c>docs/naming.md</c>, and its three promises on random Unicode.</summary>
public sealed class NamingTests
{
    // Weighted towards what schemas and attackers write.
    private static readonly Gen<char> s_char = Gen.Frequency(
        (6, Gen.Char['a', 'z']), (3, Gen.Char['A', 'Z']), (3, Gen.Char['0', '9']), (4, Pick("_- .:/+@\"\\\n")),
        (2, Gen.Char), (1, Pick("\u0301\u200d\u202e\u2028\ud83d\ude00\u0000İıßǅ٣Ⅷ中")));

    private static Gen<char> Pick(string letters) => Gen.Int[0, letters.Length - 1].Select(i => letters[i]);

    private static readonly Gen<string> s_text = s_char.Array[0, 12].Select(static chars => new string(chars));

    [Theory]
    [InlineData("KlingImageV3TextToImageInput", "KlingImageV3TextToImageInput")]
    [InlineData("Audio-Output", "AudioOutput")]
    [InlineData("fal-ai_flux-2-klein_LoRAInput", "FalAiFlux2KleinLoRAInput")]
    [InlineData("SanaV151.6bInput", "SanaV1516bInput")]
    [InlineData("kling-image/v3/text-to-image", "KlingImageV3TextToImage")]
    [InlineData("3d", "Type3d")]
    [InlineData("", "Empty")]
    public void Types(string text, string name) => Assert.Equal(name, Identifier.Type(text));

    [Theory]
    [InlineData("num_images", "NumImages")]
    [InlineData("sdpMLineIndex", "SdpMLineIndex")]
    [InlineData("keyframe_2_index", "Keyframe2Index")]
    [InlineData("v1.5", "V1_5")]
    [InlineData("2d_mask", "Value2dMask")]
    [InlineData("class", "Class")]
    [InlineData("größe", "Größe")]
    public void Properties(string text, string name) => Assert.Equal(name, Identifier.Property(text));

    [Theory]
    [InlineData("16:9", "AspectRatio", "Ratio16x9")]
    [InlineData("1K", "Resolution", "Resolution1K")]
    [InlineData("", "Style", "Empty")]
    [InlineData("landscape_16_9", "ImageSize", "Landscape16_9")]
    [InlineData("2.5", "Version", "Version2_5")]
    [InlineData("-1", "Offset", "Minus1")]
    [InlineData("IN_QUEUE", "Status", "InQueue")]
    [InlineData("PNG", "Format", "PNG")]
    [InlineData("C++", "Language", "CPlusPlus")]
    [InlineData("Derya - Lifelike - Excited 🤩", "Voice", "DeryaLifelikeExcited")]
    [InlineData("🤩", "Voice", "U1F929")]
    [InlineData("person:person2cartoon", "Style", "PersonPerson2cartoon")]
    public void Enum_members(string text, string type, string name) => Assert.Equal(name, Identifier.EnumMember(text, type));

    [Fact]
    public void Any_text_gives_a_legal_identifier()
    {
        s_text.Holds(static text =>
        {
            AssertLegal(Identifier.Type(text));
            AssertLegal(Identifier.Property(text));
            AssertLegal(Identifier.EnumMember(text, "AspectRatio"));
            AssertLegal(Identifier.Escape(Identifier.Camel(Identifier.Property(text))).TrimStart('@'));
        }, iter: 50_000);
    }

    [Fact]
    public void Texts_of_one_scope_never_share_a_name()
    {
        s_text.HashSet[0, 12].Holds(static texts =>
        {
            Dictionary<string, string> names = Assign(texts);
            Assert.Equal(texts.Count, names.Count);
            Assert.Equal(names.Count, names.Values.Distinct(StringComparer.Ordinal).Count());
            Assert.All(names.Values, AssertLegal);
        }, iter: 20_000);
    }

    [Fact]
    public void Order_does_not_matter()
    {
        s_text.HashSet[0, 12].Holds(static texts => Assert.Equal(Assign(texts).OrderBy(Key), Assign(texts.Reverse()).OrderBy(Key)), iter: 5_000);
    }

    [Fact]
    public void An_unrelated_text_changes_no_name()
    {
        Gen.Select(s_text.HashSet[0, 10], s_text).Holds(static (texts, added) =>
        {
            if (texts.Contains(added) || texts.Any(text => Stem(Identifier.Property(text)) == Stem(Identifier.Property(added))))
                return;
            Dictionary<string, string> before = Assign(texts);
            Dictionary<string, string> after = Assign(texts.Append(added));
            Assert.All(before, pair => Assert.Equal(pair.Value, after[pair.Key]));
        }, iter: 20_000);
    }

    [Fact]
    public void A_suffix_never_takes_a_name_that_somebody_has_by_right()
    {
        Dictionary<string, string> names = Assign(["v_1", "v1", "v1_2", "v 1"]);
        Assert.Equal("V1_2", names["v1_2"]);
        Assert.Equal(["V1", "V1_2", "V1_3", "V1_4"], names.Values.Order(StringComparer.Ordinal));
    }

    // Names that could only meet through a suffix count as related.
    private static string Stem(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');

    private static string Key(KeyValuePair<string, string> pair) => pair.Key;

    private static Dictionary<string, string> Assign(IEnumerable<string> texts) => NameScope.Assign(texts, Identifier.Property, ReservedNames.IsMember, "Value", StringComparer.Ordinal);

    private static void AssertLegal(string name)
    {
        Assert.NotEmpty(name);
        Assert.True(char.IsLetter(name[0]), name);
        Assert.All(name, static c => Assert.True(c == '_' || char.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
            or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark, $"U+{(int)c:X4}"));
        Assert.InRange(name.Length, 1, 120);
    }
}
