using System.Collections.Concurrent;
using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests;

public sealed class CorpusCompileTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp12, false)]
    [InlineData(LanguageVersion.CSharp12, true)]
    [InlineData(LanguageVersion.Latest, false)]
    public void Every_document_compiles_alone_without_a_warning(LanguageVersion version, bool describesAll)
    {
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        Parallel.ForEach(Corpus.Documents, document =>
        {
            EndpointSpec? endpoint = Read(document).Endpoint;
            if (endpoint is null)
                failures[document.Name] = "no endpoint";
            else if (Compile.Diagnostics(CodeEmitter.Emit(endpoint with { DescribesModel = describesAll, DescribesTypes = describesAll }), version) is { Count: > 0 } diagnostics)
                failures[document.Name] = string.Join("\n    ", diagnostics.Take(5));
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} documents:\n" + string.Join("\n", failures.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Take(40).Select(static pair => $"{pair.Key}\n    {pair.Value}")));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Latest)]
    public void All_documents_compile_in_one_project(LanguageVersion version)
    {
        SourceFile[] files = [.. Corpus.Documents.AsParallel().AsOrdered().SelectMany(static document => CodeEmitter.Emit(Read(document).Endpoint!))];
        Assert.Equal(files.Length, files.Select(static file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        CSharpCompilation compilation = Compile.Create(files, version).WithOptions(Compile.Create([], version).Options.WithConcurrentBuild(true));
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Take(20));
    }

    private static ReadResult Read(CorpusDocument document) => SchemaReader.Read(new SchemaInput(document.Path, document.Text, RootNamespace: "Studio"));
}
