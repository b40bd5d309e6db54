using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace Generator.Tests;

/// <summary>Each diagnostic, raised once, with its exact place. The marks «» in a text stand around what is squiggled.</summary>
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("KLG0002", "«»")]
    [InlineData("KLG0002", "«»  \n\t\n")]
    [InlineData("KLG0003", "{\n  \"paths\": {\n    \"/x\": true«1»\n  }\n}")]
    [InlineData("KLG0003", "{\"a\": [1, 2«}»")]
    [InlineData("KLG0003", "{\"a\": [1, 2«»")]
    [InlineData("KLG0004", "«{»\"openapi\": \"3.0.4\"}")]
    [InlineData("KLG0004", "«[»1]")]
    [InlineData("KLG0004", "{\"openapi\": \"3.0.4\",\n «\"paths\"»: {}}")]
    [InlineData("KLG0004", "{«\"paths\"»: {\"/a\": {\"post\": {}}, \"/b\": {\"post\": {}}}}")]
    public void A_file_that_cannot_be_used_is_an_error(string id, string text)
    {
        (string plain, int start, int length) = Unmark(text);
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/broken.json", plain));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Empty(run.Sources);
        AssertPlace(diagnostic, plain, start, length);
    }

    [Theory]
    [InlineData("KLG0005", """{"type":"object","properties":{"a":{"$ref":«"#/components/schemas/Missing"»}}}""")]
    [InlineData("KLG0005", """{"type":"object","properties":{"a":{"items":{"$ref":«"other.json#/X"»},"type":"array"}}}""")]
    [InlineData("KLG0006", """{"type":"object","properties":{"a":{"type":"string",«"colour"»:"red"}}}""")]
    [InlineData("KLG0014", """{"type":"object","properties":{"a":{"type":"string"}},«"anyOf"»:[{"required":["a"]},{"required":["b"]}]}""")]
    [InlineData("KLG0007", """{"type":"object","properties":{"a":«5»}}""")]
    [InlineData("KLG0007", """{"type":"object","properties":{"a":{"type":«"text"»}}}""")]
    [InlineData("KLG0007", """{"type":"object","properties":{"a":{"type":"string","maxLength":«"many"»}}}""")]
    [InlineData("KLG0007", """{"type":"object","properties":{"a":{"type":"string","maxLength":«-1»}}}""")]
    [InlineData("KLG0007", """{"type":"object","properties":{"a":{"enum":«[["a"],["b"]]»}}}""")]
    [InlineData("KLG0007", """{"type":"object","properties":{"a":{"const":«{"b":1}»}}}""")]
    [InlineData("KLG0008", """{"type":"object","properties":{"a":{"type":"string"},«"a"»:{"type":"integer"}}}""")]
    [InlineData("KLG0009", """{"type":"object","properties":{"a":{"$ref":"#/components/schemas/Loop"}}}""")]
    [InlineData("KLG0009", """{"type":"object","properties":{"a":{"$ref":"#/components/schemas/Lists"}}}""")]
    [InlineData("KLG0011", """{"type":"object","properties":{"a":{"type":"string","pattern":«"\\p{Script=Greek}"»}}}""")]
    [InlineData("KLG0011", """{"type":"object","properties":{"a":{"pattern":"a","allOf":[{"type":"string","pattern":«"b("»}]}}}""")]
    [InlineData("KLG0014", """{"type":"object","properties":{"a":{"type":"array","prefixItems":[{"type":"string"}],«"uniqueItems"»:true}}}""")]
    [InlineData("KLG0014", """{"type":"object","properties":{"a":{«"minimum"»:1}}}""")]
    [InlineData("KLG0015", """{"type":"object","properties":{"a":{"allOf":[{"const":«"x"»},{"const":"y"}]}}}""")]
    [InlineData("KLG0015", """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"allOf":[{"additionalProperties":«false»}]}}}""")]
    public void A_part_that_cannot_be_used_is_a_warning_and_the_rest_is_generated(string id, string schema)
    {
        const string components = "\"Loop\":{\"$ref\":\"#/components/schemas/Loop\"},\"Lists\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/Lists\"}},";
        (string plain, int start, int length) = Unmark(schema);
        string text = SmallSchema.Endpoint("o/x", plain, components: components);
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/odd.json", text));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        if (id != "KLG0008")
            Assert.Contains("#/components/schemas/", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        if (length > 0)
            AssertPlace(diagnostic, text, text.IndexOf(plain, StringComparison.Ordinal) + start, length);
        Compile.AssertClean(run.Sources.Select(static pair => new SourceFile(pair.Key, pair.Value)));
    }

    [Theory]
    [InlineData("Not-a-namespace", "", "", "", "")]
    [InlineData("", "two words", "", "", "")]
    [InlineData("", "class", "", "", "")]
    [InlineData("", "", "private", "", "")]
    [InlineData("", "", "", "maybe", "")]
    [InlineData("", "", "", "", "yes")]
    public void Metadata_is_checked_like_a_schema(string space, string client, string visibility, string ai, string openApi)
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("a.json", KlingSchema.Text) { Namespace = space, ClientName = client, Visibility = visibility, AI = ai, OpenApi = openApi });
        Assert.Equal("KLG0010", Assert.Single(run.Diagnostics).Id);
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void Metadata_is_used()
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("a.json", KlingSchema.Text) { Namespace = "My.Own", ClientName = "Kling", Visibility = "internal" });
        Assert.Empty(run.Diagnostics);
        Assert.Contains("internal sealed partial class KlingClient", run.Sources["My.Own.Kling.g.cs"], StringComparison.Ordinal);
        Assert.Contains("namespace My.Own;", run.Sources["My.Own.Kling.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("public sealed", string.Concat(run.Sources.Values), StringComparison.Ordinal);
        Compile.AssertClean(run.Sources.Select(static pair => new SourceFile(pair.Key, pair.Value)));
    }

    [Fact]
    public void A_file_without_text_is_said_to_be_empty()
    {
        GeneratorRun run = GeneratorRun.Start(new TestSchema("gone.json", null));
        Assert.Equal("KLG0002", Assert.Single(run.Diagnostics).Id);
    }

    /// <summary>One table of kinds, and everybody who says the same of them.</summary>
    [Fact]
    public void Pages_releases_and_targets_say_what_the_table_says()
    {
        Assert.Equal(ProblemKind.All.Select(static kind => kind.Id), typeof(ProblemIds).GetFields().Select(static field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal));
        Assert.Equal(ProblemKind.All.Count, ProblemKind.All.Select(static kind => kind.Name).Distinct().Count());

        Assert.Equal(
            ProblemKind.All.Where(static kind => !kind.IsOfBuild).Select(static kind => $"{kind.Id} | {kind.Category} | {kind.Severity} | {kind.Title}"),
            Lines("generator/KlingGen.Generator/AnalyzerReleases.Shipped.md", "KLG").Concat(Lines("generator/KlingGen.Generator/AnalyzerReleases.Unshipped.md", "KLG")).Order(StringComparer.Ordinal));
        Assert.Equal(
            ProblemKind.All.Select(static kind => $"| [{kind.Id}]({kind.Id}.md) | {kind.Severity} | {kind.Title} |"), Lines("docs/diagnostics/README.md", "| [KLG"));
        Assert.Equal(
            ProblemKind.All.Select(static kind => kind.Id + ".md").Append("README.md"), Directory.EnumerateFiles(Repository.File("docs/diagnostics")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(ProblemKind.All, static kind =>
        {
            string[] page = File.ReadAllLines(Repository.File(kind.Page));
            Assert.Equal($"# {kind.Id}: {char.ToLowerInvariant(kind.Title[0])}{kind.Title[1..]}", page[0]);
            Assert.Matches($"^Severity: {kind.Severity}[.,]", page[2]);
        });
        string[] targets = [.. Lines("generator/KlingGen.Generator/build/KlingGen.targets", "<Error Code=").Concat(Lines("generator/KlingGen.Generator/build/KlingGen.targets", "<Warning Code="))];
        Assert.Equal(ProblemKind.All.Where(static kind => kind.IsOfBuild).Select(static kind => $"<{kind.Severity} Code=\"{kind.Id}\"").Order(StringComparer.Ordinal), targets.Order(StringComparer.Ordinal));

        Assert.Equal(ProblemKind.All.Where(static kind => !kind.IsOfBuild).Select(static kind => kind.Id), KlingGen.Generator.Diagnostics.DiagnosticDescriptors.ById.Keys.Order(StringComparer.Ordinal));
        Assert.All(KlingGen.Generator.Diagnostics.DiagnosticDescriptors.ById, static pair =>
        {
            Assert.Equal(HelpPages.Current.UriOf(pair.Key) ?? "", pair.Value.HelpLinkUri);
            Assert.Equal(HelpPages.Current.SentenceOf(pair.Key), pair.Value.Description.ToString(System.Globalization.CultureInfo.InvariantCulture));
        });
    }

    private static IEnumerable<string> Lines(string file, string start) =>
        File.ReadAllLines(Repository.File(file)).Select(static line => line.Trim()).Where(line => line.StartsWith(start, StringComparison.Ordinal));

    private static (string Text, int Start, int Length) Unmark(string text)
    {
        int start = text.IndexOf('«', StringComparison.Ordinal);
        int end = text.IndexOf('»', StringComparison.Ordinal);
        return (text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), Math.Max(start, 0), start < 0 ? 0 : end - start - 1);
    }

    private static void AssertPlace(Diagnostic diagnostic, string text, int start, int length)
    {
        string before = text[..start];
        int line = before.Count(static c => c == '\n');
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.StartsWith("schemas/", place.Path, StringComparison.Ordinal);
        Assert.Equal((line, start - (before.LastIndexOf('\n') + 1)), (place.StartLinePosition.Line, place.StartLinePosition.Character));
        Assert.Equal((start, length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }
}
