using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Limits;

/// <summary>No document takes the compiler's stack, time or memory: too deep or without end is a diagnostic with a place.</summary>
public sealed class DeepShapeTests
{
    private const int Seed = 31;

    [Fact]
    public Task No_depth_ends_the_process() => ChildRun.RunExplicitAsync(typeof(DeepShapeTests));

    [Fact(Explicit = true)]
    public void Two_hundred_shapes_are_read_and_printed_on_a_small_stack()
    {
        foreach ((string name, string document) in DeepShapes.Random(Seed, 200))
        {
            ReadResult? result = null;
            ChildRun.OnSmallStack(() =>
            {
                result = SchemaReader.ReadWithPlaces(new SchemaInput("deep.json", document)) is { } read ? new ReadResult(read.Endpoint, read.Problems) : null;
                if (result!.Endpoint is { } endpoint)
                    CodeEmitter.Emit(endpoint);
                CanonicalForm.Of("deep.json", document);
                LockFile.Read("klinggen.lock.json", document);
            });
            Assert.True(result!.Endpoint is not null || result.Problems.Any(static problem => problem.Id == ProblemIds.NestedTooDeep), name);
            Assert.All(result.Problems, problem => Assert.True(problem.Line >= 1 && problem.Column >= 1, name));
        }
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    [InlineData(50_000, 1)]
    public void The_diagnostic_stands_where_the_limit_is_passed(int depth, int expected)
    {
        // Six levels stand around the default.
        string open = new('[', depth - 6), close = new(']', depth - 6);
        string text = SmallSchema.Endpoint("o/x", $"{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"array\",\"default\":{open}{close}}}}}}}");
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/deep.json", text));

        Diagnostic[] found = [.. run.Diagnostics.Where(static diagnostic => diagnostic.Id == "KLG0017")];
        Assert.Equal(expected, found.Length);
        if (expected == 0)
            return;
        Assert.Equal(DiagnosticSeverity.Error, found[0].Severity);
        Assert.Equal(text.IndexOf(open, StringComparison.Ordinal) + 64 - 6, found[0].Location.SourceSpan.Start);
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("{\"$ref\":\"@\"}", 200)]
    [InlineData("{\"allOf\":[{\"$ref\":\"@\"},{\"$ref\":\"@\"}]}", 40)]
    [InlineData("{\"anyOf\":[{\"$ref\":\"@\"},{\"$ref\":\"@\"}]}", 40)]
    public void References_without_end_are_free_JSON(string form, int length)
    {
        string components = string.Concat(Enumerable.Range(0, length).Select(i => $"\"C{i}\":{(i == length - 1 ? "{\"type\":\"string\"}" : form.Replace("@", $"#/components/schemas/C{i + 1}", StringComparison.Ordinal))},"));
        GeneratorRun run = GeneratorRun.Start(new TestSchema("schemas/far.json", SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"a":{"$ref":"#/components/schemas/C0"},"prompt":{"type":"string"}},"x-fal-order-properties":["prompt","a"]}""", components: components)));

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("KLG0009", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains("public FalJson? A ", run.Sources["Studio.Fal.O.X.X.g.cs"], StringComparison.Ordinal);
        Assert.Contains("public string? Prompt ", run.Sources["Studio.Fal.O.X.X.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wide_compiles_too()
    {
        string components = string.Concat(Enumerable.Range(0, 300).Select(static i => $"\"P{i}\":{{\"type\":\"object\",\"required\":[\"m{i}\"],\"properties\":{{\"m{i}\":{{\"type\":\"string\"}}}}}},"));
        string union = $"{{\"anyOf\":[{string.Join(",", Enumerable.Range(0, 300).Select(static i => $"{{\"$ref\":\"#/components/schemas/P{i}\"}}"))}]}}";
        string tagged = $"{{\"oneOf\":[{string.Join(",", Enumerable.Range(0, 3).Select(static i => $"{{\"type\":\"object\",\"required\":[\"k\"],\"properties\":{{\"k\":{{\"enum\":[{string.Join(",", Enumerable.Range(0, 500).Select(j => $"\"v{i}_{j}\""))}]}}}}}}"))}]}}";
        string values = $"{{\"enum\":[{string.Join(",", Enumerable.Range(0, 600).Select(static i => $"\"v{i}\""))}]}}";
        string tuple = $"{{\"type\":\"array\",\"prefixItems\":[{string.Join(",", Enumerable.Range(0, 100).Select(static _ => "{\"type\":\"integer\"}"))}]}}";
        string members = string.Concat(Enumerable.Range(0, 300).Select(static i => $",\"m{i}\":{{\"type\":\"string\",\"maxLength\":3}}"));
        string schema = $"{{\"type\":\"object\",\"properties\":{{\"u\":{union},\"t\":{tagged},\"e\":{values},\"l\":{tuple}{members}}}}}";
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("wide.json", SmallSchema.Endpoint("o/x", schema, components: components), RootNamespace: "Wide")).Endpoint!;
        Assert.Empty(Compile.Create(CodeEmitter.Emit(endpoint), Compile.Floor).GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Take(5));
    }
}
