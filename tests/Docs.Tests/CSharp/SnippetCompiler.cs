using System.Collections.Concurrent;
using System.Collections.Immutable;
using Docs.Tests.Blocks;
using KlingGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Docs.Tests.CSharp;

/// <summary>Compiles a block of a page with our generator and everything that our packages bring, warnings as errors.</summary>
internal static class SnippetCompiler
{
    // Left out by the SDK itself: two packages that ask for two versions of an assembly.
    private static readonly string[] s_ofAssemblies = ["CS1701", "CS1702"];

    // What only a whole program must keep: a value that is used, a method that is called, an await in a method that could do without.
    private static readonly string[] s_ofWholePrograms = ["CS0162", "CS0168", "CS0219", "CS1998", "CS8321", "CS1591"];

    private static readonly ConcurrentDictionary<string, Lazy<(Context Context, CSharpCompilation Compilation)>> s_bases = new(StringComparer.Ordinal);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is not ("Docs.Tests.dll" or "KlingGen.TestKit.dll" or "klinggen.dll" or "KlingGen.Cli.dll"))
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ]);

    public static CSharpParseOptions ParseOptions { get; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    /// <summary>What the compiler says of a block, as <c>page(line,column): error CS0000: text</c>.</summary>
    public static IReadOnlyList<string> Failures(Block block)
    {
        (Context context, CSharpCompilation compilation) = s_bases.GetOrAdd(block.Marker.Context, static name => new(() => Prepare(name))).Value;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Wrapping.Wrap(block.Page, block.Line, block.Text), ParseOptions, block.Page);
        return [.. Report(compilation.AddSyntaxTrees(tree).GetDiagnostics())];
    }

    // The generated code is the same for all blocks of a context.
    private static (Context Context, CSharpCompilation Compilation) Prepare(string name)
    {
        Context context = Context.Read(name);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Docs.Snippet",
            context.Files.Select(static file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path)),
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: context.Suppressed.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress))));
        CSharpGeneratorDriver.Create([new KlingGenerator().AsSourceGenerator()], [.. context.Schemas.Select(static schema => new SchemaFile(schema))], ParseOptions, new SchemaOptions(context.Namespace))
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> problems);
        IReadOnlyList<string> failures = [.. Report(problems), .. Report(generated.GetDiagnostics())];
        Assert.True(failures.Count == 0, $"The context '{name}' does not compile by itself:\n{string.Join('\n', failures)}");
        return (context, (CSharpCompilation)generated);
    }

    private static IEnumerable<string> Report(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !s_ofWholePrograms.Contains(diagnostic.Id) && !s_ofAssemblies.Contains(diagnostic.Id))
        .Select(static diagnostic => diagnostic.Location.GetMappedLineSpan() is var span ? $"{span.Path}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1}): {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}" : "");
}
