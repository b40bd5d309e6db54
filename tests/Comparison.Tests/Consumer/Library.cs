using System.Collections.Immutable;
using KlingGen;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ComparisonTests.Consumer;

/// <summary>What is emitted for one model, as the compiler sees it from outside.</summary>
internal sealed class Library
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(FalJson).Assembly.Location),
    ]);

    public static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp12).WithDocumentationMode(DocumentationMode.None);

    public Library(EndpointSpec endpoint)
    {
        Endpoint = endpoint;
        Compilation = CSharpCompilation.Create("Emitted", CodeEmitter.Emit(endpoint).Select(static file => CSharpSyntaxTree.ParseText(file.Text, Parse)), s_references.Value, Options);
    }

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999, concurrentBuild: false);

    public EndpointSpec Endpoint { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>What the compiler says about code in another assembly that uses this one.</summary>
    public IReadOnlyList<Diagnostic> Compile(SyntaxTree code) =>
    [
        .. CSharpCompilation.Create("Consumer", [code], [.. s_references.Value, Compilation.ToMetadataReference()], Options)
            .GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
    ];
}
