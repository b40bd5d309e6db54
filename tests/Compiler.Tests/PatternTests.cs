using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>A pattern is checked by what it means, or the build says that it is not.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("a**")]
    [InlineData("[z-a]")]
    [InlineData("\\p{Emoji}")]
    [InlineData("^\\p{Script=Greek}$")]
    [InlineData("\\p{Nonsense}")]
    [InlineData("(?>a)")]
    [InlineData("a(?i)b")]
    [InlineData("(?<x>a)(?<x>b)")]
    [InlineData("\\u{110000}")]
    [InlineData("a{3,2}")]
    public void What_is_not_understood_is_reported_where_it_stands(string pattern)
    {
        string document = Document(pattern);
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", document));
        Problem problem = Assert.Single(result.Problems, static problem => problem.Id == "KLG0011");
        Assert.Contains("/pattern: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("not checked before the call", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("FalPattern", Emitted(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("^[a-z]+$")]
    [InlineData("\\A\\d{4}\\Z")]
    [InlineData("^\\p{Letter}+$")]
    [InlineData("^(?P<name>a)(?P=name)$")]
    [InlineData("(?i)^abc$")]
    [InlineData("^(?:(a)|b)*\\1$")]
    public void What_is_understood_is_checked(string pattern)
    {
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", Document(pattern)));
        Assert.DoesNotContain(result.Problems, static problem => problem.Id == "KLG0011");
        Assert.Contains("FalPattern", Emitted(result), StringComparison.Ordinal);
    }

    private static string Document(string pattern) =>
        SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"name":{"type":"string","pattern":""" + System.Text.Json.JsonSerializer.Serialize(pattern) + "}}}");

    private static string Emitted(ReadResult result) => string.Concat(CodeEmitter.Emit(result.Endpoint!).Select(static file => file.Text));
}
