using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cli.Tests.Support;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Snippets;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests.Run;

/// <summary>The C# of a call compiles beside what the build generates.</summary>
public sealed class CSharpTests
{
    private const int OneOf = 4;

    [Fact]
    public async Task The_call_is_printed_and_nothing_is_sent()
    {
        using var run = new CliRun();
        run.Write("kling.json", KlingSchema.Text);

        CliResult result = (await run.RunAsync("run", "kling.json", "--prompt", "say \"hi\"", "--num-images", "2", "--aspect-ratio", "16:9", "--elements.0.frontal-image-url", "https://example.com/a.png", "--elements.0.reference-image-urls", "https://example.com/b.png", "--csharp")).ShouldSucceed();

        Assert.Contains("NumImages = 2,", result.Output, StringComparison.Ordinal);
        Assert.Contains("\\\"hi\\\"", result.Output, StringComparison.Ordinal);
        Assert.Empty(Failures(KlingSchema.Text, result.Output));
    }

    [Theory]
    [InlineData("""{"text":"a","whole":2,"large":5000000000,"fraction":1.5,"flag":true,"word":"b"}""")]
    [InlineData("""{"text":"a","image_url":"@face.png","image_urls":["@a.png","https://example.com/"]}""")]
    [InlineData("""{"text":"a","numbers":[1,2],"map":{"a":1,"b":2},"pair":[1,2],"nested":{"width":1,"mask_url":"@m.png"}}""")]
    [InlineData("""{"text":"a","size":"small","free":{"x":[1,null,"\u2028"]}}""")]
    [InlineData("""{"text":"a","size":{"width":5},"free":null,"json":"j","timeout":3,"two words":"w"}""")]
    public void Every_kind_of_member_compiles(string input)
    {
        string document = BadInput.RunWorlds.Document;
        Assert.Empty(Failures(document, Program(document, input)));
    }

    [Fact]
    public void What_real_documents_have_as_defaults_and_examples_compiles()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Corpus.Documents.Where(static (_, i) => i % OneOf == 1), document =>
        {
            EndpointSpec endpoint = Read(document.Text);
            if (Example(endpoint) is not { } input || ShapeCheck.Run(new InputModel(endpoint), input).Count > 0)
                return;
            foreach (string failure in Failures(document.Text, new InputCode(new InputModel(endpoint)).Program(input, null)))
                failures.Add($"{document}: {failure}\n{input.ToJsonString()}");
        });
        Assert.Empty(failures.Order(StringComparer.Ordinal));
    }

    // Every member that has a default or an example, and every required one that a text will do for.
    private static JsonObject? Example(EndpointSpec endpoint)
    {
        var model = new InputModel(endpoint);
        var input = new JsonObject();
        foreach (MemberSpec member in model.Members.Where(static member => member.Obsolete is null))
        {
            JsonNode? value = member.Default is { Kind: not LiteralKind.Null and not LiteralKind.Other } standard ? ValueText.Literal(standard)
                : member.Examples.Count > 0 && ValueText.TryJson(member.Examples[0], out JsonNode? read) is null ? read
                : null;
            if (value is not null)
                input[member.WireName] = value;
            else if (member.Presence == MemberPresence.Required && new ValueText(model).TryRead("a", member.Value, out JsonNode? text) is null)
                input[member.WireName] = text;
        }
        return model.Members.Any(member => member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable && !input.ContainsKey(member.WireName)) ? null : input;
    }

    private static string Program(string document, string input) => new InputCode(new InputModel(Read(document))).Program(JsonNode.Parse(input)!, null);

    private static EndpointSpec Read(string text) => SchemaReader.Read(new SchemaInput("a.json", text, RootNamespace: "MyApp")).Endpoint!;

    private static List<string> Failures(string text, string program) => CallCompiler.Failures(text, program);
}
