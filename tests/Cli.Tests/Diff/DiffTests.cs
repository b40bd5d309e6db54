using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Diff;

public sealed class DiffTests : IDisposable
{
    private const string Input = """{"type":"object","properties":{"prompt":{"type":"string"},"seed":{"type":"integer"},"steps":{"type":"integer","default":20}}}""";

    private readonly CliRun _cli = new() { Width = 200 };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Equal_files_have_no_difference()
    {
        _cli.Write("old.json", Document(Input));
        _cli.Write("new.json", JsonShuffle.Shuffle(Document(Input), 4));
        CliResult result = (await _cli.RunAsync("diff", "old.json", "new.json")).ShouldSucceed();
        Assert.Contains("no difference", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("error", 1)]
    [InlineData("none", 0)]
    [InlineData("source=error", 1)]
    [InlineData("cost=warning", 1)]
    [InlineData("cost=error", 0)]
    [InlineData("wire=none,source=none", 0)]
    public async Task The_exit_code_follows_fail_on(string? failOn, int code)
    {
        Pair(Input.Replace("\"seed\"", "\"Seeds\"", StringComparison.Ordinal).Replace("20", "30", StringComparison.Ordinal));
        CliResult result = await _cli.RunAsync(["diff", "old.json", "new.json", .. failOn is null ? Array.Empty<string>() : ["--fail-on", failOn]]);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains("KLD023", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_names_everything()
    {
        Pair(Input.Replace(",\"seed\":{\"type\":\"integer\"}", "", StringComparison.Ordinal));
        CliResult result = await _cli.RunAsync("diff", "old.json", "new.json", "--json");
        JsonElement change = JsonDocument.Parse(result.Output).RootElement.GetProperty("comparisons")[0].GetProperty("changes")[0];
        Assert.Equal("KLD011", change.GetProperty("rule").GetString());
        Assert.Equal("XInput.Seed", change.GetProperty("member").GetString());
        Assert.Equal("/components/schemas/XInput/properties/seed", change.GetProperty("pointer").GetString());
        Assert.Equal(["error", "warning", "none", "request"], [.. from name in (string[])["source", "wire", "cost", "direction"] select change.GetProperty(name).GetString()]);
        Assert.Equal(2, change.GetProperty("placeBefore").GetProperty("line").GetInt32());
        Assert.Equal(HelpPages.Current.Of(change.GetProperty("rule").GetString()!), change.GetProperty("help").GetString());
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task Words_are_reported_when_asked_for()
    {
        Pair(Input.Replace("\"prompt\":{", "\"prompt\":{\"description\":\"What to draw.\",", StringComparison.Ordinal));
        Assert.DoesNotContain("KLD046", (await _cli.RunAsync("diff", "old.json", "new.json")).Output, StringComparison.Ordinal);
        Assert.Contains("KLD046", (await _cli.RunAsync("diff", "old.json", "new.json", "--texts")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepted_changes_do_not_count_and_the_file_is_kept_clean()
    {
        Pair(Input.Replace(",\"seed\":{\"type\":\"integer\"}", "", StringComparison.Ordinal));
        _cli.Write("klinggen.suppressions.json", """
            {"suppressions":[
              {"rule":"KLD011","member":"XInput.S*","endpoint":"studio/x","reason":"we never set it"},
              {"rule":"KLD012","reason":"nothing fits this"},
              {"rule":"KLD999","reason":"no such rule"}]}
            """);
        CliResult result = await _cli.RunAsync("diff", "old.json", "new.json");
        Assert.Equal(ExitCodes.Success, result.ExitCode);
        Assert.Contains("we never set it", result.Output, StringComparison.Ordinal);
        Assert.Contains("no change matches the entry for KLD012", result.Error, StringComparison.Ordinal);
        Assert.Contains("there is no rule KLD999", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"suppressions":[{"rule":"KLD011"}]}""", "reason")]
    [InlineData("""{"suppressions":[{"rule":"KLD011","reason":"a","colour":"red"}]}""", "colour")]
    [InlineData("""{"suppressions":{}}""", "suppressions")]
    [InlineData("{", "not JSON")]
    public async Task A_wrong_suppressions_file_is_refused(string text, string word)
    {
        Pair(Input);
        _cli.Write("s.json", text);
        CliResult result = await _cli.RunAsync("diff", "old.json", "new.json", "--suppressions", "s.json");
        Assert.Equal(ExitCodes.Unusable, result.ExitCode);
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_goes_to_a_file()
    {
        Pair(Input.Replace("20", "30", StringComparison.Ordinal));
        CliResult result = await _cli.RunAsync("diff", "old.json", "new.json", "--format", "markdown", "--out", "report/changes.md");
        Assert.Equal("", result.Output);
        Assert.Contains("| KLD023 |", _cli.Read("report/changes.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sarif_has_the_shape_of_2_1_0_and_the_places()
    {
        Pair(Input.Replace(",\"seed\":{\"type\":\"integer\"}", "", StringComparison.Ordinal).Replace("20", "30", StringComparison.Ordinal));
        Directory.Move(_cli.PathOf("new.json"), _cli.PathOf("new file.json"));
        _cli.Write("klinggen.suppressions.json", """{"suppressions":[{"rule":"KLD023","reason":"we set it"}]}""");
        JsonElement[] results = SarifShape.Check((await _cli.RunAsync("diff", "old.json", "new file.json", "--format", "sarif")).Output);

        JsonElement gone = Assert.Single(results, static result => result.GetProperty("ruleId").GetString() == "KLD011");
        Assert.Equal("error", gone.GetProperty("level").GetString());
        Assert.Equal("old.json", Uri(gone));
        JsonElement other = Assert.Single(results, static result => result.GetProperty("ruleId").GetString() == "KLD023");
        Assert.Equal("new%20file.json", Uri(other));
        Assert.Equal("we set it", other.GetProperty("suppressions")[0].GetProperty("justification").GetString());
        Assert.Equal(2, other.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());

        static string Uri(JsonElement result) => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString()!;
    }

    [Theory]
    [InlineData("nowhere.json", "new.json", ExitCodes.Unusable, "does not exist")]
    [InlineData("old.json", "studio", ExitCodes.Unusable, "does not exist")]
    [InlineData("old.json", null, ExitCodes.Usage, "second file")]
    [InlineData("studio/x", "new.json", ExitCodes.Usage, "is not a file")]
    [InlineData("studio/x", null, ExitCodes.Unusable, "klinggen.lock.json")]
    [InlineData("bad.json", "new.json", ExitCodes.Unusable, "KLG0003")]
    [InlineData("-", "-", ExitCodes.Usage, "not both")]
    [InlineData("git:HEAD", "new.json", ExitCodes.Usage, "git:revision:path")]
    [InlineData("git:--output=x:a.json", "new.json", ExitCodes.Usage, "begins with '-'")]
    [InlineData("git::a.json", "new.json", ExitCodes.Usage, "empty")]
    [InlineData("git:HEAD:a.json", "new.json", ExitCodes.Unusable, "git does not give")]
    public async Task Bad_input_is_reported(string old, string? @new, int code, string word)
    {
        Pair(Input);
        _cli.Write("bad.json", "{");
        CliResult result = await _cli.RunAsync(@new is null ? ["diff", old] : ["diff", old, @new]);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("loud")]
    [InlineData("source=loud")]
    [InlineData("colour=error")]
    [InlineData("source")]
    public async Task A_wrong_fail_on_is_reported(string value)
    {
        Pair(Input);
        CliResult result = await _cli.RunAsync("diff", "old.json", "new.json", "--fail-on", value);
        Assert.Equal(ExitCodes.Usage, result.ExitCode);
    }

    [Fact]
    public async Task Foreign_text_cannot_steer_the_terminal_or_the_pull_request()
    {
        string hostile = JsonSerializer.Serialize("\u001b[2J|`<img src=x>`@octocat #1 https://evil.test www.evil.test ](http://x) *b* \u202e\n# h\n| a | b |");
        Pair(Input.Replace("\"prompt\":{", $"\"prompt\":{{\"default\":{hostile},", StringComparison.Ordinal));
        string terminal = (await _cli.RunAsync("diff", "old.json", "new.json")).Output;
        Assert.DoesNotContain('\u001b', terminal);
        Assert.DoesNotContain('\u202e', terminal);

        string markdown = (await _cli.RunAsync("diff", "old.json", "new.json", "--format", "markdown")).Output;
        string row = Assert.Single(markdown.Split('\n'), static line => line.Contains("KLD023", StringComparison.Ordinal));
        Assert.Equal(6, row.Count(static c => c == '|'));
        foreach (string mark in (string[])["`", "<", ">", "@octocat", "#1 ", "https://", "www.", "](http", "*b*"])
            Assert.DoesNotContain(mark, row, StringComparison.Ordinal);
    }

    private void Pair(string after)
    {
        _cli.Write("old.json", Document(Input));
        _cli.Write("new.json", Document(after));
    }

    private static string Document(string input) => SmallSchema.Endpoint("studio/x", input);
}
