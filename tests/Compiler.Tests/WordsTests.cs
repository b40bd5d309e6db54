using System.Net;
using System.Text.RegularExpressions;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>What emitted documentation says about constants, defaults and values.</summary>
public sealed partial class WordsTests
{
    // The schema; whether it is required; what the request says; what the result says.
    [Theory]
    [InlineData("""{"const":"HD"}""", true, "Always \"HD\".", "Always \"HD\".")]
    [InlineData("""{"const":"HD"}""", false, "Only \"HD\"; if omitted, nothing is sent.", "Only \"HD\".")]
    [InlineData("""{"anyOf":[{"const":"HD"},{"type":"null"}]}""", true, "Only \"HD\", or null.", "Only \"HD\", or null.")]
    [InlineData("""{"anyOf":[{"const":"HD"},{"type":"null"}]}""", false, "Only \"HD\"; if omitted, nothing is sent.", "Only \"HD\".")]
    [InlineData("""{"anyOf":[{"const":"HD"},{"type":"null"}],"default":null}""", false, "Only \"HD\"; if omitted, nothing is sent.", "Only \"HD\".")]
    [InlineData("""{"anyOf":[{"const":"HD"},{"type":"null"}],"default":"HD"}""", false, "Only \"HD\". If omitted, the service uses \"HD\". Set PartIsJsonNull to send JSON null instead.", "Only \"HD\".")]
    [InlineData("""{"const":"HD","default":"HD"}""", false, "Only \"HD\". If omitted, the service uses \"HD\".", "Only \"HD\".")]
    [InlineData("""{"const":"HD","default":"HD"}""", true, "Always \"HD\".", "Always \"HD\".")]
    [InlineData("""{"const":2}""", false, "Only 2; if omitted, nothing is sent.", "Only 2.")]
    [InlineData("""{"enum":[true]}""", false, "Only true; if omitted, nothing is sent.", "Only true.")]
    [InlineData("""{"enum":["HD"]}""", true, "", "")]
    [InlineData("""{"enum":["HD"]}""", false, "", "")]
    [InlineData("""{"enum":["HD"],"default":"HD"}""", false, "If omitted, the service uses Part.HD.", "")]
    [InlineData("""{"anyOf":[{"enum":["HD"]},{"type":"null"}],"default":"HD"}""", false, "If omitted, the service uses Part.HD. Set PartIsJsonNull to send JSON null instead.", "")]
    [InlineData("""{"anyOf":[{"enum":["HD","SD"]},{"type":"number"}],"default":"SD"}""", false, "If omitted, the service uses PartPreset.SD.", "")]
    [InlineData("""{"anyOf":[{"enum":["HD","SD"]},{"type":"number"}],"default":2}""", false, "If omitted, the service uses 2.", "")]
    [InlineData("""{"type":"integer","default":1}""", false, "If omitted, the service uses 1.", "")]
    [InlineData("""{"type":"array","items":{"const":"HD"}}""", false, "Each item: only \"HD\".", "Each item: only \"HD\".")]
    [InlineData("""{"type":"object","additionalProperties":{"const":"HD"}}""", false, "Each value: only \"HD\".", "Each value: only \"HD\".")]
    public void A_constant_and_a_default(string schema, bool isRequired, string request, string result)
    {
        string record = "{\"type\":\"object\",\"properties\":{\"part\":" + schema + "}" + (isRequired ? ",\"required\":[\"part\"]" : "") + "}";
        Assert.Equal(request, Remarks(Emit(SmallSchema.Endpoint("o/x", record), "XInput")));
        Assert.Equal(result, Remarks(Emit(SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"a":{"type":"string"}}}""", record), "XOutput")));
    }

    [Fact]
    public void An_enum_of_one_value_says_so() =>
        Assert.Contains("The one value that the service knows.", Emit(SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"part":{"enum":["HD"]}}}"""), "Part"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Hope ", "\"Hope \"")]
    [InlineData(" Hope", "\" Hope\"")]
    [InlineData("Hope  and   joy", "\"Hope  and   joy\"")]
    [InlineData(" ", "\" \"")]
    [InlineData("a\tb\nc", "\"a\\tb\\nc\"")]
    [InlineData("a\u00a0b\u200bc", "\"a\\u00A0b\\u200Bc\"")]
    [InlineData("say \"hi\" \\", "\"say \\\"hi\\\" \\\\\"")]
    [InlineData("a<b>&", "\"a<b>&\"")]
    [InlineData("Größe 🤩", "\"Größe 🤩\"")]
    public void The_text_of_a_value_is_exact(string value, string shown)
    {
        string json = System.Text.Json.JsonSerializer.Serialize(value);
        string code = Emit(SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"part\":{\"enum\":[" + json + ",\"other\"]},\"more\":{\"type\":\"string\",\"default\":" + json + "}}}"), "Part");
        Assert.Contains(shown, Shown(code), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_shown_whole_and_a_long_default_ends_at_a_word()
    {
        string value = string.Concat(Enumerable.Repeat("seven words ", 30)).Trim();
        string text = SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"part\":{\"enum\":[\"" + value + "\",\"b\"]},\"more\":{\"type\":\"string\",\"default\":\"" + value + "\"}}}");
        Assert.Contains(value, Regex.Replace(Shown(Emit(text, "Part")), "\\s*///\\s*", " "), StringComparison.Ordinal);
        Assert.Contains("words…\"", Regex.Replace(Shown(Emit(text, "XInput")), "\\s*///\\s*", " "), StringComparison.Ordinal);
    }

    /// <summary>What only a request can do is said of requests alone, in every real document.</summary>
    [Fact]
    public void No_result_is_reported_what_to_omit()
    {
        int said = 0;
        foreach (CorpusDocument document in Corpus.Documents)
        {
            EndpointSpec? endpoint = SchemaReader.Read(new SchemaInput(document.Name, document.Text)).Endpoint;
            foreach (DefinitionSpec definition in endpoint?.Definitions ?? default)
            {
                if (definition is RecordSpec { IsShared: true })
                    continue;
                bool says = Type(endpoint!, definition).Contains("f omitted,", StringComparison.Ordinal);
                said += says ? 1 : 0;
                Assert.False(says && !definition.InInput, $"{document.Name} {definition.Name}");
            }
        }
        Assert.True(said > 50, $"{said}");
    }

    private static string Emit(string document, string type)
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", document)).Endpoint!;
        return Type(endpoint, endpoint.Definitions.Single(definition => definition.Name == type));
    }

    private static string Type(EndpointSpec endpoint, DefinitionSpec definition) =>
        EmittedType.Of(CodeEmitter.Emit(endpoint)[0].Text, (definition is EnumSpec ? "enum " : "record ") + KlingGen.Compiler.Naming.Identifier.Escape(definition.Name));

    /// <summary>The facts about the only member, tags taken off.</summary>
    private static string Remarks(string code)
    {
        Match match = RemarksOf().Match(code[..code.IndexOf("AdditionalProperties", StringComparison.Ordinal)]);
        return match.Success && !match.Value.StartsWith("<remarks>Setting", StringComparison.Ordinal) ? Regex.Replace(Shown(match.Groups[1].Value), "\\s*///\\s*", " ").Trim() : "";
    }

    private static string Shown(string xml) => WebUtility.HtmlDecode(Regex.Replace(Regex.Replace(xml, "<see (?:cref|langword)=\"([^\"]*)\"/>", "$1"), "</?c>", ""));

    [GeneratedRegex("<remarks>(.*?)</remarks>", RegexOptions.Singleline)]
    private static partial Regex RemarksOf();
}
