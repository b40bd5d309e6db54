using System.Text.Json;
using Cli.Tests.BadInput;
using Cli.Tests.Support;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>Inputs as options: names, completion, nested values, and what goes above what.</summary>
public sealed class InputOptionTests
{
    [Theory]
    [InlineData("""{"text":"a","whole":2,"fraction":-1.5,"flag":true}""", "--text", "a", "--whole", "2", "--set", "fraction=-1.5", "--flag", "--no-validate")]
    [InlineData("""{"text":"a","flag":false,"word":"b"}""", "--text", "a", "--flag", "false", "--word=b")]
    [InlineData("""{"text":"a","image_urls":["https://a/","@f.png"],"numbers":[1,2]}""", "--text", "a", "--image-urls", "https://a/", "--image-urls", "@f.png", "--numbers", "[1,2]")]
    [InlineData("""{"text":"a","nested":{"width":3},"size":{"width":4},"map":{"k":5}}""", "--text", "a", "--nested.width", "3", "--size.width", "4", "--map.k", "5")]
    [InlineData("""{"text":"a","size":"small","pair":[1,2],"free":{"x":[true]}}""", "--text", "a", "--size", "small", "--pair.0", "1", "--pair.1", "2", "--set", "free.x.0=true")]
    [InlineData("""{"text":"a","json":"j","timeout":5,"input":"i","two words":"w"}""", "--text", "a", "--input.json", "j", "--input.timeout", "5", "--input.input", "i", "--two-words", "w")]
    [InlineData("""{"text":"c"}""", "--input.text", "c", "--set", "text=\"b\"", "--no-validate")]
    public async Task Options_make_the_input(string expected, params string[] arguments)
    {
        using var run = new CliRun();
        RunWorlds.Endpoint(run);
        run.Write("f.png", "x");

        CliResult result = (await run.RunAsync(["run", RunWorlds.All, .. arguments, "--dry-run", "--json"])).ShouldSucceed();

        using JsonDocument wanted = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, JsonDocument.Parse(result.Output).RootElement.GetProperty("input")), result.Output);
    }

    [Fact]
    public async Task Options_go_above_set_and_set_above_the_file()
    {
        using var run = new CliRun();
        RunWorlds.Endpoint(run);
        run.Input = """{"text":"file","whole":1,"word":"a"}"""u8.ToArray();

        CliResult result = (await run.RunAsync("run", RunWorlds.All, "--text", "opt", "--set", "text=\"set\"", "--set", "whole=2", "--input", "-", "--dry-run", "--json")).ShouldSucceed();

        JsonElement input = JsonDocument.Parse(result.Output).RootElement.GetProperty("input");
        Assert.Equal(("opt", 2, "a"), (input.GetProperty("text").GetString(), input.GetProperty("whole").GetInt32(), input.GetProperty("word").GetString()));
    }

    [Theory]
    [InlineData("klinggen run all.json --wor", "--word")]
    [InlineData("klinggen run all.json --word ", "b")]
    [InlineData("klinggen run all.json --flag ", "false")]
    [InlineData("klinggen run all.json --size ", "small")]
    [InlineData("klinggen run all.json --input.ti", "--input.timeout")]
    [InlineData("klinggen explain KLG000", "KLG0005")]
    [InlineData("klinggen jobs ", "download")]
    public async Task The_shell_completes_names_and_values(string line, string expected)
    {
        using var run = new CliRun();
        RunWorlds.Endpoint(run);

        CliResult result = (await run.RunAsync($"[suggest:{line.Length}]", line)).ShouldSucceed();

        Assert.Contains(expected, result.Output.Split('\n'));
    }

    [Fact]
    public async Task The_help_of_an_endpoint_has_ranges_and_defaults()
    {
        using var run = new CliRun();
        run.Write("kling.json", KlingSchema.Text);

        string help = (await run.RunAsync("run", "kling.json", "--help")).ShouldSucceed().Output;

        Assert.Contains("--num-images <number>", help, StringComparison.Ordinal);
        Assert.Contains("1 to 9. Default: 1.", help, StringComparison.Ordinal);
        Assert.Contains("--prompt <text>", help, StringComparison.Ordinal);
        Assert.Contains("(required)", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_input_of_every_real_document_has_an_option_of_its_own()
    {
        foreach (CorpusDocument document in Corpus.Documents)
        {
            EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("a.json", document.Text, RootNamespace: "MyApp")).Endpoint!;
            var model = new InputModel(endpoint);
            IReadOnlyList<(string Option, MemberSpec Member)> options = OptionNames.Of(model.Members, new HashSet<string>(StringComparer.Ordinal) { "--input", "--set", "--out", "--json", "--timeout", "--help" });
            Assert.Equal(model.Members.Count, options.Count);
            Assert.Equal(options.Count, options.Select(static option => option.Option).Distinct(StringComparer.Ordinal).Count());
            var finder = new PlaceFinder(model);
            Assert.All(model.Members, member => Assert.Equal(member.WireName, finder.Find(member.WireName)!.Steps[0].Key));
        }
    }
}
