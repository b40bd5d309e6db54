using System.Text.RegularExpressions;
using CsCheck;
using KlingGen.CompilerServices;
using KlingGen.TestKit;

namespace Runtime.Tests.Validation;

public class FalPatternTests
{
    [Theory]
    [InlineData("^\\w+$", "abc_9", true)]
    [InlineData("^\\w+$", "a b", false)]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("^.$", "\n", false)]
    [InlineData("^.$", "🧙", true)]
    [InlineData("^.{2}$", "🧙", false)]
    [InlineData("^..$", "🧙🧙", true)]
    [InlineData("^[^a]$", "🧙", true)]
    [InlineData("^[^🧙]$", "🧙", false)]
    [InlineData("^[🧐-🧚]$", "🧙", true)]
    [InlineData("^[🧐-🧘]$", "🧙", false)]
    [InlineData("^\\u{1F9D9}+$", "🧙🧙", true)]
    [InlineData("^\\uD83E\\uDDD9+$", "🧙🧙", true)]
    [InlineData("^[\\uD83E\\uDDD0-\\uD83E\\uDDDA]$", "🧙", true)]
    [InlineData("^\\x41\\u0042\\cJ\\0$", "AB\n\0", true)]
    [InlineData("^[a-z-[aeiou]]$", "b]", true)]
    [InlineData("^[\\w-]+$", "a-b", true)]
    [InlineData("^[\\w-a]+$", "-", true)]
    [InlineData("^[a\\-z]+$", "b", false)]
    [InlineData("^[\\b]$", "\b", true)]
    [InlineData("^[]$", "", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("^\\d+$", "12", true)]
    [InlineData("^\\d+$", "a", false)]
    [InlineData("^\\D$", "7", false)]
    [InlineData("^\\s$", "\ufeff", true)]
    [InlineData("^\\S$", "\u00a0", false)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^a{2}$", "aa", true)]
    [InlineData("^a{1,2}$", "aaa", false)]
    [InlineData("^a{$", "a{", true)]
    [InlineData("^(?<x>a)(b)\\1\\2$", "abab", true)]
    [InlineData("^(?<x>a)(b)\\k<x>$", "aba", true)]
    [InlineData("^(?P<x>a)$", "a", true)]
    [InlineData("^(?:(a)|b)\\1$", "b", true)]
    [InlineData("^(?=.*\\d)(?!.*x).+$", "a1", true)]
    [InlineData("^(?=.*\\d)(?!.*x).+$", "a1x", false)]
    [InlineData("(?<=a)b", "ab", true)]
    [InlineData("(?<!a)b", "ab", false)]
    [InlineData("^\\bab\\b$", "ab", true)]
    [InlineData("^\\p{Lu}$", "É", true)]
    [InlineData("^\\p{Lu}$", "é", false)]
    [InlineData("^\\/\\-\\.$", "/-.", true)]
    [InlineData("^a b#c$", "a b#c", true)]
    [InlineData("^a b#c$", "ab", false)]
    [InlineData("\\Aab\\Z", "ab", true)]
    [InlineData("\\Aab\\Z", "ab\n", false)]
    [InlineData("\\Ab", "ab", false)]
    [InlineData("^\\p{Letter}+$", "éλ", true)]
    [InlineData("^\\p{Letter}+$", "é1", false)]
    [InlineData("^\\p{gc=Nd}$", "7", true)]
    [InlineData("^\\P{Number}$", "7", false)]
    [InlineData("^[\\p{Uppercase_Letter}_]+$", "A_B", true)]
    [InlineData("^[\\p{Uppercase_Letter}_]+$", "A_b", false)]
    [InlineData("^\\p{ASCII}+$", "abc", true)]
    [InlineData("^\\p{ASCII}+$", "abç", false)]
    [InlineData("^(?P<x>a|b)(?P=x)$", "bb", true)]
    [InlineData("^(?P<x>a|b)(?P=x)$", "ab", false)]
    [InlineData("(?i)^ab$", "AB", true)]
    [InlineData("^a(?#a comment)b$", "ab", true)]
    [InlineData("^(?:(a)|b)*\\1$", "ab", true)]
    [InlineData("^(?:(a)|b)*\\1$", "baa", true)]
    [InlineData("^(?:(a)|(b))*\\1\\2$", "abb", true)]
    public void Patterns_mean_what_ECMAScript_means(string pattern, string text, bool expected) =>
        Assert.Equal(expected, new FalPattern(pattern).IsMatch(text));

    [Theory]
    [InlineData("^\\w+$", "é")]
    [InlineData("^\\W+$", "é")]
    [InlineData("^\\d+$", "٣")]
    [InlineData("^a\\b", "aé")]
    public void Where_readings_differ_a_text_must_fail_both(string pattern, string text) => Assert.True(new FalPattern(pattern).IsMatch(text));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("a**")]
    [InlineData("\\")]
    [InlineData("[z-a]")]
    [InlineData("\\p{Script=Greek}")]
    [InlineData("\\1")]
    [InlineData("(?>a)")]
    [InlineData("a{3,2}")]
    [InlineData("a{99999999999}")]
    [InlineData("\\u{110000}")]
    [InlineData("(?<x>a)(?<x>b)")]
    public void A_pattern_that_is_not_understood_refuses_nothing(string pattern)
    {
        var made = new FalPattern(pattern);
        Assert.False(made.IsUnderstood);
        Assert.True(made.IsMatch("anything"));
    }

    [Fact]
    public void Half_a_surrogate_pair_counts_as_the_character_that_is_written()
    {
        Assert.True(new FalPattern("^.$").IsMatch("\ud800"));
        Assert.True(new FalPattern("^\\uFFFD$").IsMatch("\udc00"));
        Assert.False(new FalPattern("^[a-z]$").IsMatch("\ud800"));
    }

    [Fact]
    public void Any_text_is_a_pattern_that_does_not_throw() =>
        Gen.Select(Gen.String[Gen.OneOf(Gen.Char["()[]{}^$.|?*+\\-,:=!<>dDwWsSbBpPuxck019ab\ud83e\udd9d"], Gen.Char), 0, 20], Gen.String[0, 20])
            .Holds(static (pattern, text) => { new FalPattern(pattern).IsMatch(text); }, iter: 500);

    [Fact]
    public void Plain_patterns_agree_with_the_ECMAScript_option_of_NET()
    {
        Gen<string> atom = OneOf("a", "b", "\\d", "\\w", "\\s", "[ab]", "[^a]", "[\\d_]", "(ab)", "(?:a|b)", "\\.", "-");
        Gen<string> piece = Gen.Select(atom, OneOf("", "", "?", "*", "+", "{2}", "{0,2}", "+?"), static (a, q) => a + q);
        Gen<string> pattern = Gen.Select(OneOf("", "^"), piece.Array[1, 4], OneOf("", "$"), static (head, body, tail) => head + string.Concat(body) + tail);
        Gen.Select(pattern, Gen.String[Gen.Char["ab1_ -.Z"], 0, 6])
            .Holds(static (p, t) => Assert.Equal(Regex.IsMatch(t, p, RegexOptions.ECMAScript), new FalPattern(p).IsMatch(t)), iter: 1000);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    public static TheoryData<string> Catastrophic =>
    [
        "^(a+)+$", "^(a*)*$", "^(a|aa)+$", "^(a|a)*$", "^(a|a?)+$", "^([a-z]+)*$", "^(\\w+\\s?)*$", "^(.*a){20}$", "^(.+)+b$", "(x+x+)+y",
        "^((a+)+)+$", "^(a+){2,}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "^([0-9a-z_-]+\\.?)+$", "(.*)*c", "^(\\d+)*[^\\d]$", "^(?:a?){30}a{30}$",
        "^(a{0,5}){0,50}b$", "(a*)*(b*)*(c*)*d", "^[\\s\\S]*[\\s\\S]*[\\s\\S]*x$",
        "^(?=(a+)+b)a", "^(a+)+\\1$", "(?<=(a+)+)b$", "^(?!(a+)+$)", "^(?<x>a+)+\\k<x>b$",
    ];

    [Theory]
    [MemberData(nameof(Catastrophic))]
    public void A_catastrophic_pattern_is_bounded_by_construction(string pattern)
    {
        var made = new FalPattern(pattern);
        Assert.True(made.IsUnderstood);
        Assert.Equal(!Regex.IsMatch(pattern, @"\(\?<?[=!]|\\1|\\k"), made.IsLinear);
        Assert.True(made.TimeLimit <= TimeSpan.FromSeconds(2));

        // Ends because of that, whatever it answers.
        made.IsMatch(new string('a', 1 << 20) + "!");
    }
}
