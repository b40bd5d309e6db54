using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Benchmarks;

/// <summary>The repository's own schema under an endpoint id of its own, made longer where a larger document is wanted.</summary>
internal sealed class Schema : AdditionalText
{
    private readonly SourceText _text;
    private readonly string _endpoint;

    private Schema(string endpoint, string json)
    {
        _endpoint = endpoint;
        _text = SourceText.From(json);
    }

    public override string Path => _endpoint.Replace('/', '-') + ".json";

    public int Length => _text.Length;

    public static Schema Make(int index, int padding)
    {
        string endpoint = $"fal-ai/kling-image/v3/text-to-image-{index}";
        string json = File.ReadAllText(Root("schemas/kling-image-v3-text-to-image.json")).Replace("fal-ai/kling-image/v3/text-to-image", endpoint, StringComparison.Ordinal);
        JsonNode document = JsonNode.Parse(json)!;
        document["info"]!["x-fal-metadata"]!["about"] = new string('x', padding);
        return new Schema(endpoint, document.ToJsonString());
    }

    public static Schema Read(string path) => new(System.IO.Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));

    public Schema WithLongerPrompt() => new(_endpoint, _text.ToString().Replace("\"maxLength\":2500", "\"maxLength\":2600", StringComparison.Ordinal));

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    private static string Root(string path, [CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", path));
}

/// <summary>Marks every additional file as a schema, as the package's targets do.</summary>
internal sealed class SchemaOptions : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new() { ["build_property.RootNamespace"] = "Studio" });

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new() { ["build_metadata.AdditionalFiles.KlingGenSchema"] = "true" });

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
