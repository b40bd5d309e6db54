using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Cli.Checking;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Check;

public sealed class CheckTests : IDisposable
{
    private readonly CliRun _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_sound_file_has_no_findings()
    {
        _cli.Write("kling.json", KlingSchema.Text);
        CliResult result = (await _cli.RunAsync("check", "kling.json")).ShouldSucceed();
        Assert.Equal("1 file, 0 errors, 0 warnings.\n", result.Output);
    }

    /// <summary>Member, and the place and words of what is found; null for nothing.</summary>
    [Theory]
    [InlineData("""{"type":"string","default":4}""", "KLC003", "#/components/schemas/XInput/properties/a/default: the default 4 breaks its own schema: Input should be a valid string.")]
    [InlineData("""{"type":"integer","default":2.0}""", null, null)]
    [InlineData("""{"type":"integer","default":2.5}""", "KLC003", "2.5")]
    [InlineData("""{"type":"string","maxLength":2,"default":"🤩🤩"}""", null, null)]
    [InlineData("""{"type":"string","maxLength":1,"default":"🤩🤩"}""", "KLC003", "1 character")]
    [InlineData("""{"type":"string","default":null}""", "KLC003", "null")]
    [InlineData("""{"type":"string","nullable":true,"default":null}""", null, null)]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}],"default":null}""", null, null)]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"default":0}""", "KLC003", "greater than 0")]
    [InlineData("""{"type":"number","minimum":0,"exclusiveMinimum":true,"default":0}""", "KLC003", "greater than 0")]
    [InlineData("""{"type":"number","multipleOf":0.1,"default":0.3}""", null, null)]
    [InlineData("""{"type":"integer","default":99999999999999999999999}""", null, null)]
    [InlineData("""{"type":"string","enum":["a","b"],"examples":["a","c"]}""", "KLC004", "properties/a/examples/1")]
    [InlineData("""{"type":"array","items":{"type":"string"},"examples":["a"]}""", "KLC004", "valid list")]
    [InlineData("""{"type":"array","items":{"type":"string","examples":[1]}}""", "KLC004", "properties/a/items/examples/0")]
    [InlineData("""{"type":"string","example":7}""", "KLC004", "properties/a/example:")]
    [InlineData("""{"$ref":"#/components/schemas/B","default":{"c":"x"}}""", "KLC003", "at 'c':")]
    [InlineData("""{"$ref":"#/components/schemas/B","default":{"c":1}}""", null, null)]
    [InlineData("""{"const":"x","default":"y"}""", "KLC003", "\"y\"")]
    [InlineData("""{"$ref":"#/components/schemas/Nowhere","default":1}""", "KLG0005", "Nowhere")]
    public async Task Values_are_checked_by_their_own_schema(string member, string? rule, string? words)
    {
        _cli.Write("x.json", Document("studio/x", "{\"type\":\"object\",\"properties\":{\"a\":" + member + "}}", components: "\"B\":{\"type\":\"object\",\"properties\":{\"c\":{\"type\":\"integer\"}}},"));
        JsonElement[] findings = Findings(await _cli.RunAsync("check", "x.json", "--json"));
        if (rule is null)
        {
            Assert.Empty(findings);
            return;
        }
        JsonElement finding = Assert.Single(findings);
        Assert.Equal(rule, finding.GetProperty("rule").GetString());
        Assert.Contains(words!, finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, finding.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task An_unsound_document_is_reported()
    {
        _cli.Write("x.json", SmallSchema.Endpoint("studio/x", """{"type":"object","properties":{"a":{"type":"string"}}}"""));
        JsonElement finding = Assert.Single(Findings(await _cli.RunAsync("check", "x.json", "--json")));
        Assert.Equal(("KLC001", "error"), (finding.GetProperty("rule").GetString(), finding.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task Names_with_a_number_behind_them_are_reported()
    {
        _cli.Write("x.json", Document("studio/x", """{"type":"object","properties":{"a-b":{"type":"string"},"a_b":{"type":"string"},"c_2":{"type":"string"},"c":{"enum":["x y","X-Y","v2.5","v2"]}}}"""));
        string?[] messages = [.. Findings(await _cli.RunAsync("check", "x.json", "--json")).Select(static finding => finding.GetProperty("message").GetString())];
        Assert.Equal(2, messages.Length);
        Assert.Contains(messages, static message => message!.StartsWith("'a_b' is XInput.AB_2", StringComparison.Ordinal));
        Assert.Contains(messages, static message => message!.StartsWith("'x y' is C.XY_2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "KLG0003")]
    [InlineData("", "KLG0002")]
    [InlineData("{}", "KLG0004")]
    [InlineData("[1]", "KLG0004")]
    public async Task What_is_no_endpoint_document_is_reported(string text, string rule)
    {
        _cli.Write("x.json", text);
        CliResult result = await _cli.RunAsync("check", "x.json");
        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        Assert.Contains(rule, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_held_against_its_lock_file()
    {
        string hash = CanonicalForm.Of("x", KlingSchema.Text).Form!.Sha256;
        _cli.Write("schemas/" + KlingSchema.FileName, KlingSchema.Text);
        _cli.Write("schemas/extra.json", Document("studio/extra", """{"type":"object","properties":{"a":{"type":"string"}}}"""));
        _cli.Write("schemas/changed.json", Document("studio/changed", """{"type":"object","properties":{"a":{"type":"string"}}}"""));
        _cli.Write("schemas/other.json", Document("studio/strange", """{"type":"object","properties":{"a":{"type":"string"}}}"""));
        _cli.Write("schemas/klinggen.lock.json", LockFile.Empty
            .With(Entry(KlingSchema.Id, KlingSchema.FileName, hash)).With(Entry("studio/changed", "changed.json", hash)).With(Entry("studio/other", "other.json", hash)).With(Entry("studio/gone", "gone.json", hash)).ToText());

        CliResult result = await _cli.RunAsync("check", "--json");
        Assert.Equal(ExitCodes.Findings, result.ExitCode);
        Assert.Equal(["KLC005", "KLC006", "KLC007", "KLC009"], Findings(result).Select(static finding => finding.GetProperty("rule").GetString()).Order(StringComparer.Ordinal));

        _cli.Write("schemas/klinggen.lock.json", "{}");
        Assert.Contains(Findings(await _cli.RunAsync("check", "schemas", "--json")), static finding => finding.GetProperty("rule").GetString() == "KLC008");
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("error", 0)]
    [InlineData("info", 1)]
    [InlineData("none", 0)]
    public async Task The_exit_code_follows_fail_on(string? failOn, int code)
    {
        _cli.Write("x.json", Document("studio/x", """{"type":"object","properties":{"a":{"type":"string","default":4}}}"""));
        Assert.Equal(code, (await _cli.RunAsync(["check", "x.json", .. failOn is null ? Array.Empty<string>() : ["--fail-on", failOn]])).ExitCode);
    }

    [Fact]
    public async Task Sarif_has_the_shape_of_2_1_0_and_the_places()
    {
        _cli.Write("x.json", Document("studio/x", """{"type":"object","properties":{"a":{"type":"string","default":4}}}"""));
        JsonElement[] results = SarifShape.Check((await _cli.RunAsync("check", "x.json", "--format", "sarif")).Output);
        JsonElement region = Assert.Single(results).GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        Assert.Equal((2, 63), (region.GetProperty("startLine").GetInt32(), region.GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_finding_in_a_folder_and_an_error_by_name()
    {
        _cli.Write("schemas/good.json", KlingSchema.Text);
        File.WriteAllBytes(_cli.PathOf("schemas/binary.json"), [0xFF, 0xFE, 0xFF]);
        CliResult folder = await _cli.RunAsync("check", "schemas", "--json");
        Assert.Equal(ExitCodes.Findings, folder.ExitCode);
        JsonElement finding = Assert.Single(Findings(folder));
        Assert.Equal(("KLG0002", "schemas/binary.json"), (finding.GetProperty("rule").GetString(), finding.GetProperty("file").GetString()!.Replace('\\', '/')));
        Assert.Equal(ExitCodes.Unusable, (await _cli.RunAsync("check", "schemas/binary.json")).ExitCode);
        Assert.Equal(ExitCodes.Unusable, (await _cli.RunAsync("check", "nowhere.json")).ExitCode);
    }

    [Fact]
    public async Task Standard_input_is_a_file_too()
    {
        _cli.Input = System.Text.Encoding.UTF8.GetBytes(KlingSchema.Text);
        (await _cli.RunAsync("check", "-")).ShouldSucceed();
    }

    [Fact]
    public async Task Without_anything_to_check_the_remedy_is_reported()
    {
        CliResult result = await _cli.RunAsync("check");
        Assert.Equal(ExitCodes.Unusable, result.ExitCode);
        Assert.Contains("Name the files", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_stands_on_its_page()
    {
        string page = File.ReadAllText(Repository.File("docs/cli/check.md"));
        Assert.All(CheckRules.All, rule =>
        {
            if (rule.Id.StartsWith("KLG", StringComparison.Ordinal))
                Assert.True(File.Exists(Repository.File(HelpPages.PathOf(rule.Id))), rule.Id);
            else
                Assert.Contains($"### {rule.Id}\n\n**{rule.Name}.** {rule.Title}", page, StringComparison.Ordinal);
        });
    }

    /// <summary>A small document with what OpenAPI demands beside its paths.</summary>
    private static string Document(string id, string input, string components = "") =>
        """{"openapi":"3.0.4","info":{"title":"x","version":"1"},""" + SmallSchema.Endpoint(id, input, components: components)[1..];

    private static JsonElement[] Findings(CliResult result) => [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("findings").EnumerateArray()];

    private static LockEntry Entry(string id, string file, string hash) => new() { EndpointId = id, File = file, Source = "test", Fetched = "2026-11-22T20:00:00Z", Sha256 = hash, Tool = "0.1.0" };
}
