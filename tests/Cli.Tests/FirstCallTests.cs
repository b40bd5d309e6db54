using System.Collections.Concurrent;
using Generator.Tests;
using KlingGen.Cli.Snippets;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cli.Tests;

/// <summary>The call that `klinggen add` shows compiles for every endpoint, beside the usings that a new project has.</summary>
public sealed class FirstCallTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

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

    /// <summary>What the compiler says of a call beside what is generated for its document.</summary>
    internal static List<string> Failures(string text, string? program = null)
    {
        EndpointSpec endpoint = Read(text);
        SyntaxTree call = CSharpSyntaxTree.ParseText(AsMethod(program ?? FirstCall.Write(endpoint, new Uri("http://127.0.0.1:5000/"))), Compile.Parse(Compile.Floor));
        CSharpCompilation compilation = Compile.Create(CodeEmitter.Emit(endpoint), Compile.Floor, ImplicitUsings).AddSyntaxTrees(call);
        return
        [
            .. compilation.GetSemanticModel(call).GetDiagnostics()
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => $"{diagnostic}: {call.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}"),
        ];
    }

    // A library has no statements at its top.
    private static string AsMethod(string program)
    {
        int end = program.IndexOf("using var", StringComparison.Ordinal);
        return $"{program[..end]}\nnamespace Calls\n{{\n    internal static class Call\n    {{\n        public static async global::System.Threading.Tasks.Task Run()\n        {{\n{program[end..]}\n        }}\n    }}\n}}\n";
    }
}
