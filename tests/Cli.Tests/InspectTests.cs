using System.Text.Json;
using Cli.Tests.Support;
using Generator.Tests;
using KlingGen.Cli.Inspecting;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests;

public sealed class InspectTests
{
    private readonly StubService _service = new();

    public InspectTests()
    {
        _service.Documents[KlingSchema.Id] = KlingSchema.Text;
        _service.Prices[KlingSchema.Id] = 0.028m;
    }

    [Fact]
    public async Task Tables_show_types_defaults_ranges_values_limits_and_price()
    {
        using CliRun run = _service.Run();
        run.Width = 160;
        run.Time = new OneDay();

        CliResult result = (await run.RunAsync("inspect", KlingSchema.Id)).ShouldSucceed();

        Snapshot.Match(new Dictionary<string, string> { ["Kling.txt"] = result.Output });
    }

    [Fact]
    public async Task An_optional_constant_is_no_promise_and_a_result_has_no_defaults()
    {
        using CliRun run = _service.Run();
        run.Width = 200;
        string document = SmallSchema.Endpoint("studio/x", """{"type":"object","properties":{"addons":{"anyOf":[{"const":"Pack"},{"type":"null"}]},"seed":{"type":["integer","null"],"default":7}}}""", """{"type":"object","properties":{"kind":{"const":"video","default":"video"}}}""");
        run.Write("x.json", "{\"openapi\":\"3.0.4\",\"info\":{\"title\":\"x\",\"version\":\"1\"}," + document[1..]);

        string[] lines = (await run.RunAsync("inspect", "x.json")).ShouldSucceed().Output.Split('\n');

        Assert.Contains("Only \"Pack\"; if omitted, nothing is sent.", lines.Single(static line => line.Contains("addons", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("SeedIsJsonNull sends null.", lines.Single(static line => line.Contains("seed", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Matches("kind *│ string\\? *│ *│ *│ Only \"video\".", lines.Single(static line => line.Contains("kind", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Foreign_text_is_shown_as_it_is()
    {
        const string odd = ":cat: [red]x[/] [[y]] {0}";
        using CliRun run = _service.Run();
        run.Width = 200;
        string document = SmallSchema.Endpoint("studio/x", """{"type":"object","description":"ODD","properties":{"prompt":{"type":"string","description":"ODD","default":"ODD"}}}""".Replace("ODD", odd, StringComparison.Ordinal), """{"type":"object","properties":{"kind":{"const":":dog:"}}}""");
        run.Write("[red]:cat:.json", "{\"openapi\":\"3.0.4\",\"info\":{\"title\":\"x\",\"version\":\"1\"}," + document[1..]);

        string shown = (await run.RunAsync("inspect", "[red]:cat:.json")).ShouldSucceed().Output;
        Assert.Contains("([red]:cat:.json)", shown, StringComparison.Ordinal);
        Assert.Contains($"\"{odd}\"", shown, StringComparison.Ordinal);
        Assert.Contains("\":dog:\"", shown, StringComparison.Ordinal);
        Assert.Contains("[red]:cat:.json", (await run.RunAsync("diff", "[red]:cat:.json", "[red]:cat:.json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_narrow_terminal_gets_narrow_tables()
    {
        using CliRun run = _service.Run();
        run.Width = 60;

        CliResult result = (await run.RunAsync("inspect", KlingSchema.Id)).ShouldSucceed();

        Assert.All(result.Output.Split('\n'), static line => Assert.True(line.Length <= 60, line));
    }

    [Fact]
    public async Task A_locked_schema_needs_no_network()
    {
        using CliRun run = _service.Run();
        (await run.RunAsync("add", KlingSchema.Id)).ShouldSucceed();
        _service.Instead = static _ => throw new HttpRequestException();

        CliResult result = (await run.RunAsync("inspect", KlingSchema.Id, "--json")).ShouldSucceed();

        using JsonDocument document = JsonDocument.Parse(result.Output);
        Assert.Equal(0.028m, document.RootElement.GetProperty("price").GetProperty("amount").GetDecimal());
        Assert.Equal("KlingImageV3TextToImageInput", document.RootElement.GetProperty("input").GetString());
    }

    [Fact]
    public async Task Written_code_compiles_with_the_runtime_alone()
    {
        foreach (CorpusDocument document in Corpus.Documents.Where(static (_, i) => i % 50 == 0))
        {
            using var run = new CliRun();

            (await run.RunAsync("inspect", document.Path, "--out", "code", "--namespace", "My.Own")).ShouldSucceed();

            SourceFile[] files = [.. Directory.GetFiles(run.PathOf("code")).Select(static path => new SourceFile(Path.GetFileName(path), File.ReadAllText(path)))];
            Assert.NotEmpty(files);
            Assert.Empty(Compile.Diagnostics(files, Compile.Floor));
        }
    }

    [Fact]
    public async Task Code_is_what_the_build_generates()
    {
        using var run = new CliRun();
        run.Write("a.json", KlingSchema.Text);
        run.Write("Studio.csproj", KlingSchema.Project);

        CliResult result = (await run.RunAsync("inspect", "a.json", "--code")).ShouldSucceed();

        Assert.All(CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("a.json", KlingSchema.Text, RootNamespace: "Studio")).Endpoint!), file => Assert.Contains(file.Text, result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "my_app.Fal")]
    [InlineData("#:property RootNamespace=Studio\n", "Studio.Fal")]
    public async Task Beside_a_program_of_one_file_the_code_is_in_its_namespace(string lines, string space)
    {
        using CliRun run = _service.Run();
        run.Write("my app.cs", lines + "Console.WriteLine();\n");

        CliResult result = (await run.RunAsync("inspect", KlingSchema.Id, "--code")).ShouldSucceed();

        Assert.Contains($"namespace {space}.KlingImageV3TextToImage;", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_stay_in_the_folder()
    {
        using var run = new CliRun();
        string schema = """{"type":"object","properties":{"a":{"$ref":"#/components/schemas/..~1..~1etc~1passwd"},"b":{"$ref":"#/components/schemas/CON"}}}""";
        string components = "\"../../etc/passwd\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}},\"CON\":{\"type\":\"object\",\"properties\":{\"" + new string('n', 400) + "\":{\"enum\":[\"a\"]}}},";
        run.Write("a.json", "{\"openapi\":\"3.0.4\"," + SmallSchema.Endpoint("acme/x", schema, components: components)[1..]);

        (await run.RunAsync("inspect", "a.json", "--out", "code")).ShouldSucceed();

        string[] files = Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories);
        Assert.All(files.Where(file => file != run.PathOf("a.json")), file => Assert.Equal(run.PathOf("code"), Path.GetDirectoryName(file)));
        Assert.Empty(Compile.Diagnostics(files.Where(static file => file.EndsWith(".cs", StringComparison.Ordinal)).Select(static file => new SourceFile(Path.GetFileName(file), File.ReadAllText(file))), Compile.Floor));
    }

    [Theory]
    [InlineData("A.B.g.cs", "A.B.g.cs")]
    [InlineData("CON.Fal.X.g.cs", "_CON.Fal.X.g.cs")]
    public void A_device_is_no_file(string hintName, string expected) => Assert.Equal(expected, CodeFileName.Of(hintName));

    [Fact]
    public async Task A_bad_namespace_is_a_wrong_command_line()
    {
        using var run = new CliRun();
        run.Write("a.json", KlingSchema.Text);

        CliResult result = await run.RunAsync("inspect", "a.json", "--code", "--namespace", "not a namespace");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
    }

    private sealed class OneDay : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
