using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Diff;

/// <summary>Only what the consumer's code refers to.</summary>
public sealed class UsedByTests : IDisposable
{
    private const string Input = """
        {"type":"object","required":["prompt"],"properties":{"prompt":{"type":"string"},"seed":{"type":"integer"},"steps":{"type":"integer","default":20},
        "style":{"type":"string","enum":["soft","hard"]},"size":{"anyOf":[{"$ref":"#/components/schemas/Size"},{"type":"string"}]},"extra":{"$ref":"#/components/schemas/Extra"}}}
        """;

    private const string Output = """{"type":"object","required":["images"],"properties":{"images":{"type":"array","items":{"$ref":"#/components/schemas/Picture"}},"note":{"type":"string"}}}""";
    private const string Components = """
        "Size":{"type":"object","properties":{"width":{"type":"integer"},"height":{"type":"integer"}}},
        "Extra":{"type":"object","properties":{"a":{"type":"string"}}},
        "Picture":{"type":"object","required":["url"],"properties":{"url":{"type":"string"},"width":{"type":"integer"},"content_type":{"type":"string"},"seed":{"type":"integer"}}},
        """;

    private const string Program = """
        using KlingGen;
        using App.Fal.Studio.X;

        using var fal = new FalClient("key");
        XClient client = fal.X();
        var result = await client.RunAsync(new() { Prompt = "a", Style = Style.Soft, Size = new Size { Width = 3 } });
        foreach (var picture in result.Value.Images)
            Console.WriteLine(picture.Url);
        """;

    private readonly CliRun _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("App")]
    [InlineData("App/App.csproj")]
    [InlineData("All.slnx")]
    [InlineData("All.sln")]
    public async Task Members_that_the_code_names_are_listed_and_no_others(string path)
    {
        Write(Program);
        string[] rows = await RunAsync(path);
        Assert.Equal(
            [
                "KLD011 Picture.Url", "KLD011 Size.Width", "KLD012 XInput.Must", "KLD023 XInput.Steps", "KLD028 XInput.Prompt", "KLD035 Style.Soft",
            ],
            rows);
    }

    [Fact]
    public async Task Without_the_option_everything_is_listed()
    {
        Write(Program);
        string[] all = await RunAsync(null);
        Assert.Contains("KLD011 Extra.A", all);
        Assert.Contains("KLD011 Picture.Width", all);
        Assert.Contains("KLD011 XInput.Seed", all);
        Assert.Contains("KLD011 XOutput.Note", all);
        Assert.True(all.Length > 9, string.Join("\n", all));
    }

    [Fact]
    public async Task Code_that_does_not_use_the_endpoint_has_nothing_to_fear()
    {
        Write("Console.WriteLine(\"XInput.Prompt\"); class Picture { public string? Url; }");
        CliResult result = (await _cli.RunAsync("diff", "old.json", "new.json", "--used-by", "App")).ShouldSucceed();
        Assert.Contains("App does not use 'studio/x'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_builds_are_nobodys_code()
    {
        Write("Console.WriteLine();");
        _cli.Write("App/obj/Debug/Left.cs", Program);
        _cli.Write("App/bin/Left.cs", Program);
        Assert.Empty(await RunAsync("App"));
    }

    [Theory]
    [InlineData("using var fal = new KlingGen.FalClient(\"k\"); Func<App.Fal.Studio.X.XInput> make = () => new App.Fal.Studio.X.XInput { Prompt = \"a\", Seed = 1 };", "KLD011 XInput.Seed")]
    [InlineData("using App.Fal.Studio.X; static string? Read(XOutput o) => o is { Note: { } note } ? note : null;", "KLD011 XOutput.Note")]
    [InlineData("using App.Fal.Studio.X; static XInput Set(XInput i) => i with { Seed = 4 };", "KLD011 XInput.Seed")]
    [InlineData("using App.Fal.Studio.X; static object Take(Union u) => 1; sealed class Union { } static class K { public static string Name => nameof(XOutput.Note); }", "KLD011 XOutput.Note")]
    public async Task Every_way_of_naming_a_member_counts(string code, string row)
    {
        Write(code);
        Assert.Contains(row, await RunAsync("App"));
    }

    [Fact]
    public async Task A_namespace_of_its_own_is_found()
    {
        Write(Program.Replace("App.Fal.Studio.X", "Mine", StringComparison.Ordinal));
        _cli.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><KlingGenSchema Include="x.json" Namespace="Mine" /></ItemGroup></Project>""");
        Assert.Contains("KLD011 Picture.Url", await RunAsync("App/App.csproj"));
    }

    [Fact]
    public async Task Web_applications_are_understood()
    {
        Write("""
            using KlingGen;
            using App.Fal.Studio.X;

            var app = WebApplication.Create();
            app.MapGet("/", async (FalClient fal, CancellationToken stop) => (await fal.X().RunAsync(new() { Prompt = "a" }, cancellationToken: stop)).Value.Note);
            app.Run();
            """);
        _cli.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"></Project>""");
        Assert.Contains("KLD011 XOutput.Note", await RunAsync("App/App.csproj"));
    }

    [Fact]
    public async Task Code_that_was_written_out_and_committed_is_no_use_of_itself()
    {
        Write("Console.WriteLine();");
        foreach (SourceFile file in CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("old.json", _cli.Read("old.json"), RootNamespace: "App")).Endpoint!))
            _cli.Write("App/Generated/" + file.HintName, file.Text);
        Assert.Empty(await RunAsync("App"));
        _cli.Write("App/Program.cs", Program);
        Assert.Contains("KLD011 Picture.Url", await RunAsync("App"));
    }

    /// <summary>The switch that sends null is no member of the schema: whoever sets it uses its member.</summary>
    [Fact]
    public async Task The_switch_for_null_belongs_to_its_member()
    {
        Write(Program.Replace("Style = Style.Soft", "SeedIsJsonNull = true", StringComparison.Ordinal));
        string input = Input.Replace("\"seed\":{\"type\":\"integer\"}", "\"seed\":{\"type\":[\"integer\",\"null\"],\"default\":7}", StringComparison.Ordinal);
        _cli.Write("old.json", SmallSchema.Endpoint("studio/x", input, Output, Components));
        Assert.Contains("KLD011 XInput.Seed", await RunAsync("App"));
    }

    [Theory]
    [InlineData("nowhere", ExitCodes.Unusable)]
    [InlineData("old.json", ExitCodes.Usage)]
    [InlineData("empty", ExitCodes.Unusable)]
    public async Task Bad_input_is_reported(string path, int code)
    {
        Write(Program);
        Directory.CreateDirectory(_cli.PathOf("empty"));
        Assert.Equal(code, (await _cli.RunAsync("diff", "old.json", "new.json", "--used-by", path)).ExitCode);
    }

    private void Write(string program)
    {
        _cli.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"></Project>""");
        _cli.Write("App/Program.cs", program);
        _cli.Write("All.slnx", """<Solution><Project Path="App/App.csproj" /></Solution>""");
        _cli.Write("All.sln", "Project(\"{FAE04EC0}\") = \"App\", \"App\\App.csproj\", \"{1}\"\r\nEndProject\r\n");
        _cli.Write("old.json", SmallSchema.Endpoint("studio/x", Input, Output, Components));
        string input = Input.Replace("\"prompt\":{", "\"must\":{\"type\":\"string\"},\"prompt\":{\"maxLength\":9,", StringComparison.Ordinal).Replace("[\"prompt\"]", "[\"prompt\",\"must\"]", StringComparison.Ordinal)
            .Replace("\"seed\":{\"type\":\"integer\"},", "", StringComparison.Ordinal).Replace("20", "30", StringComparison.Ordinal).Replace("\"soft\",", "", StringComparison.Ordinal);
        string components = Components.Replace("\"width\":{\"type\":\"integer\"},", "", StringComparison.Ordinal).Replace("\"a\":", "\"zz\":", StringComparison.Ordinal).Replace("\"url\":{\"type\":\"string\"},", "", StringComparison.Ordinal).Replace("\"required\":[\"url\"],", "", StringComparison.Ordinal);
        _cli.Write("new.json", SmallSchema.Endpoint("studio/x", input, Output.Replace(",\"note\":{\"type\":\"string\"}", "", StringComparison.Ordinal), components));
    }

    private async Task<string[]> RunAsync(string? usedBy)
    {
        CliResult result = await _cli.RunAsync(["diff", "old.json", "new.json", "--json", .. usedBy is null ? Array.Empty<string>() : ["--used-by", usedBy]]);
        JsonElement changes = JsonDocument.Parse(result.Output).RootElement.GetProperty("comparisons")[0].GetProperty("changes");
        return [.. changes.EnumerateArray().Select(static change => $"{change.GetProperty("rule").GetString()} {change.GetProperty("member").GetString()}").Where(static row => !row.StartsWith("KLD009", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
