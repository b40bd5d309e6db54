using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using KlingGen;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace CorpusTests.Emitted;

/// <summary>The emitted code of all corpus documents, compiled into one assembly in memory and loaded.</summary>
internal static class EmittedCorpus
{
    private static readonly Lazy<IReadOnlyList<EmittedEndpoint>> s_all = new(static () => Load(Corpus.Documents, static (_, file) => file.Text));

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(FalJson).Assembly.Location),
    ]);

    /// <summary>Every document; the running test is skipped where there is no corpus.</summary>
    public static IReadOnlyList<EmittedEndpoint> All => Corpus.Documents.Count == 0 ? [] : s_all.Value;

    public static EmittedEndpoint Get(string endpointId) => All.Single(endpoint => endpoint.Spec.EndpointId == endpointId);

    /// <summary>Emits, compiles and loads documents, after a change to the emitted text.</summary>
    public static IReadOnlyList<EmittedEndpoint> Load(IReadOnlyList<CorpusDocument> documents, Func<CorpusDocument, SourceFile, string> change)
    {
        var results = new ReadResult[documents.Count];
        var trees = new SyntaxTree[documents.Count][];
        CSharpParseOptions parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12);
        Parallel.For(0, documents.Count, i =>
        {
            CorpusDocument document = documents[i];
            results[i] = SchemaReader.Read(new SchemaInput(document.Path, document.Text, Namespace: $"Corpus.N{i}"));
            string plain = PlainTypes.Emit(results[i].Endpoint!);
            trees[i] = [CSharpSyntaxTree.ParseText(plain, parse), .. CodeEmitter.Emit(results[i].Endpoint!).Select(file => CSharpSyntaxTree.ParseText(change(document, file), parse, $"{document.Name}/{file.HintName}"))];
        });

        Assembly assembly = Compile(trees.SelectMany(static files => files));
        return [.. documents.Select((document, i) => new EmittedEndpoint(document, results[i], name => assembly.GetType(name, throwOnError: true)!))];
    }

    private static Assembly Compile(IEnumerable<SyntaxTree> trees)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release);
        CSharpCompilation compilation = CSharpCompilation.Create("Corpus.Emitted", trees, s_references.Value, options);
        var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        return new AssemblyLoadContext("Corpus.Emitted").LoadFromStream(image);
    }
}
