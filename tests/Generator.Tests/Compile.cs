using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using KlingGen;
using KlingGen.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests;

/// <summary>Compiles emitted code as a strict consumer would: warnings as errors, nullable, documentation, at a given C# version.</summary>
internal static class Compile
{
    public static readonly LanguageVersion Floor = LanguageVersion.CSharp12;
    public static readonly LanguageVersion Newest = LanguageVersion.Latest;

    private const string UnusedUsing = "CS8019";

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(static () =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(FalJson).Assembly.Location),
    ]);

    public static ImmutableArray<MetadataReference> References => s_references.Value;

    public static CSharpParseOptions Parse(LanguageVersion version) =>
        CSharpParseOptions.Default.WithLanguageVersion(version).WithDocumentationMode(DocumentationMode.Diagnose).WithFeatures([new("strict", "true")]);

    public static CSharpCompilation Create(IEnumerable<SourceFile> files, LanguageVersion version, params string[] more) => CSharpCompilation.Create(
        "Emitted",
        files.Select(file => CSharpSyntaxTree.ParseText(file.Text, Parse(version), file.HintName)).Concat(more.Select(text => CSharpSyntaxTree.ParseText(text, Parse(version)))),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999, concurrentBuild: false));

    /// <summary>Everything above a hidden hint, and usings that nothing needs.</summary>
    public static IReadOnlyList<string> Diagnostics(IEnumerable<SourceFile> files, LanguageVersion version) =>
        [.. Create(files, version).GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info || diagnostic.Id == UnusedUsing).Select(static diagnostic => diagnostic.ToString())];

    public static void AssertClean(IEnumerable<SourceFile> files)
    {
        SourceFile[] all = [.. files];
        Assert.Empty(Diagnostics(all, Floor));
        Assert.Empty(Diagnostics(all, Newest));
    }

    /// <summary>Loads the compiled files, together with code that uses them, and calls a static method.</summary>
    public static object? Run(IEnumerable<SourceFile> files, string code, string type, string method)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = Create(files, Floor, code).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        Assembly assembly = new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(image.ToArray()));
        return assembly.GetType(type, throwOnError: true)!.GetMethod(method)!.Invoke(null, null);
    }
}
