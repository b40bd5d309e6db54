using System.Diagnostics.CodeAnalysis;
using KlingGen.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Docs.Tests.CSharp;

/// <summary>A schema file of this repository as an item <c>KlingGenSchema</c>.</summary>
internal sealed class SchemaFile(string name) : AdditionalText
{
    public override string Path { get; } = Repository.File("schemas/" + name);

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(File.ReadAllText(Path));
}

/// <summary>What MSBuild gives the generator: the root namespace of the project, and the items' metadata. Endpoints are models of Microsoft.Extensions.AI too.</summary>
internal sealed class SchemaOptions(string rootNamespace) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.RootNamespace"] = rootNamespace });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new()
    {
        ["build_metadata.AdditionalFiles.KlingGenSchema"] = "true",
        ["build_metadata.AdditionalFiles.KlingGenAI"] = "true",
    });

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
