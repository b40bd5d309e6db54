using System.Collections.Immutable;
using KlingGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Tests;

/// <summary>
/// Drives the generator as a compiler does. Every run is made twice: the second one, on a compilation that differs elsewhere, must
/// take everything from the cache.
/// </summary>
internal sealed class GeneratorRun
{
    private readonly CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    private GeneratorRun(CSharpCompilation compilation, GeneratorDriver driver)
    {
        _compilation = compilation;
        _driver = driver;
    }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public IReadOnlyDictionary<string, string> Sources => Result.GeneratedSources.ToDictionary(static source => source.HintName, static source => source.SourceText.ToString(), StringComparer.Ordinal);

    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    public static GeneratorRun Start(params TestSchema[] schemas) => StartBeside("class Program;", schemas);

    /// <summary>Runs beside code of the user's own.</summary>
    public static GeneratorRun StartBeside(string code, params TestSchema[] schemas)
    {
        CSharpCompilation compilation = CSharpCompilation.Create("Consumer", [CSharpSyntaxTree.ParseText("class Edited;", Compile.Parse(Compile.Floor)), CSharpSyntaxTree.ParseText(code, Compile.Parse(Compile.Floor), "Consumer.cs")], Compile.References);
        var driver = CSharpGeneratorDriver.Create(
            [new KlingGenerator().AsSourceGenerator()],
            schemas,
            Compile.Parse(Compile.Floor),
            new TestOptions(schemas),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        var run = new GeneratorRun(compilation, driver.RunGenerators(compilation));
        Assert.Null(run.Result.Exception);
        AssertAllCached(run.EditCode());
        return run;
    }

    /// <summary>Runs again after an edit of the user's own code.</summary>
    public GeneratorRunResult EditCode()
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText("class Program { int _edited; }", Compile.Parse(Compile.Floor));
        return _driver.RunGenerators(_compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], tree)).GetRunResult().Results.Single();
    }

    /// <summary>Runs again with another set of files; the items keep their places.</summary>
    public GeneratorRunResult Replace(TestSchema[] before, TestSchema[] after)
    {
        for (int i = 0; i < before.Length; i++)
            if (!ReferenceEquals(before[i], after[i]))
                _driver = _driver.ReplaceAdditionalText(before[i], after[i]);
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(new TestOptions(after)).RunGenerators(_compilation);
        return Result;
    }

    public static void AssertAllCached(GeneratorRunResult result)
    {
        foreach (string name in TrackingNames.All)
            if (result.TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps))
                Assert.All(Reasons(steps), static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        AssertOutputsCached(result);
    }

    public static void AssertOutputsCached(GeneratorRunResult result) =>
        Assert.All(result.TrackedOutputSteps.SelectMany(static pair => Reasons(pair.Value)), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));

    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) => [.. Reasons(result.TrackedSteps[step])];

    private static IEnumerable<IncrementalStepRunReason> Reasons(ImmutableArray<IncrementalGeneratorRunStep> steps) => steps.SelectMany(static step => step.Outputs).Select(static output => output.Reason);
}

/// <summary>A schema file in memory. Each one is a new object with a text object of its own, as an editor hands them out.</summary>
internal sealed class TestSchema(string path, string? text) : AdditionalText
{
    public override string Path => path;

    public bool IsMarked { get; init; } = true;

    public bool IsLock { get; init; }

    public string Namespace { get; init; } = "";

    public string ClientName { get; init; } = "";

    public string Visibility { get; init; } = "";

    public string AI { get; init; } = "";

    public string OpenApi { get; init; } = "";

    /// <summary>Whether the project targets a framework without static members of interfaces.</summary>
    public bool UsesInstances { get; init; }

    public TestSchema With(string newText) => new(path, newText) { IsMarked = IsMarked, IsLock = IsLock, Namespace = Namespace, ClientName = ClientName, Visibility = Visibility, AI = AI, OpenApi = OpenApi, UsesInstances = UsesInstances };

    public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text);
}

internal sealed class TestOptions(IEnumerable<TestSchema> schemas) : AnalyzerConfigOptionsProvider
{
    private readonly Dictionary<string, TestSchema> _schemas = schemas.ToDictionary(static schema => schema.Path, StringComparer.Ordinal);

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new()
    {
        ["build_property.RootNamespace"] = "Studio",
        ["build_property.KlingGenUsesInstances"] = schemas.Any(static schema => schema.UsesInstances) ? "true" : "",
        ["build_property.KlingGenLanguageTypes"] = "true",
    });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
    {
        if (!_schemas.TryGetValue(textFile.Path, out TestSchema? schema) || !schema.IsMarked)
            return new Values([]);
        if (schema.IsLock)
            return new Values(new() { ["build_metadata.AdditionalFiles.KlingGenLock"] = "true" });
        return new Values(new()
        {
            ["build_metadata.AdditionalFiles.KlingGenSchema"] = "true",
            ["build_metadata.AdditionalFiles.KlingGenNamespace"] = schema.Namespace,
            ["build_metadata.AdditionalFiles.KlingGenClientName"] = schema.ClientName,
            ["build_metadata.AdditionalFiles.KlingGenVisibility"] = schema.Visibility,
            ["build_metadata.AdditionalFiles.KlingGenAI"] = schema.AI,
            ["build_metadata.AdditionalFiles.KlingGenOpenApi"] = schema.OpenApi,
        });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
