using System.Collections.Concurrent;
using Cli.Tests.Support;
using KlingGen.Cli.Snippets;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests;

/// <summary>The call that `klinggen add` shows compiles for every endpoint, beside the usings that a new project has.</summary>
public sealed class FirstCallTests
{
    private const int OneOf = 3;

    [Fact]
    public void It_compiles_for_real_documents()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Corpus.Documents.Where(static (_, i) => i % OneOf == 0), document =>
        {
            foreach (string failure in Failures(document.Text))
                failures.Add($"{document}: {failure}");
        });
        Assert.Empty(failures.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"task":{"enum":["File","b"]}},"required":["task"]}""", "= XInputTask.File")]
    [InlineData("""{"type":"object","properties":{"kind":{"enum":["a"]}},"required":["kind"]}""", "= Kind.A")]
    [InlineData("""{"type":"object","properties":{"n":{"type":"integer","minimum":3},"t":{"type":"string","minLength":12},"u":{"type":"number","default":0.5}},"required":["n","t","u"]}""", "U = 0.5")]
    [InlineData("""{"type":"object","properties":{"self":{"$ref":"#/components/schemas/XInput"}},"required":["self"]}""", "null!")]
    [InlineData("""{"type":"object","properties":{"m":{"type":"object","additionalProperties":{"type":"array","items":{"type":"integer"}}},"o":{}},"required":["m","o"]}""", "Dictionary<string, IReadOnlyList<int>>")]
    [InlineData("""{"type":"object","properties":{"v":{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}},"required":["v"]}""", ".From")]
    public void It_compiles_for_odd_ones(string input, string expected)
    {
        string text = SmallSchema.Endpoint("fal-ai/x", input);

        Assert.Empty(Failures(text));
        Assert.Contains(expected, FirstCall.Write(Read(text)), StringComparison.Ordinal);
    }

    /// <summary>The README's first call is copied before anything else is: it compiles as it stands, and needs no file that only its author has.</summary>
    [Fact]
    public void The_first_call_of_the_readme_compiles_and_needs_nothing()
    {
        string readme = File.ReadAllText(Repository.File("README.md"));
        int start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + 10;
        string program = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
        Assert.DoesNotContain("FromFile", program, StringComparison.Ordinal);
        Assert.Empty(Failures(File.ReadAllText(Repository.File("schemas/kling-image-v3-text-to-image.json")), program));
    }

    private static EndpointSpec Read(string text) => SchemaReader.Read(new SchemaInput("a.json", text, RootNamespace: "MyApp")).Endpoint!;

    private static List<string> Failures(string text, string? program = null) => CallCompiler.Failures(text, program ?? FirstCall.Write(Read(text), new Uri("http://127.0.0.1:5000/")));
}
