using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KlingGen.Generator.Inputs;

/// <summary>
/// An additional file that is marked as a schema, and what its project says about it. Metadata is taken out here, before any text is
/// read: the options provider is a new object on every reload, and whatever holds it would run again.
/// </summary>
internal sealed record MarkedFile(AdditionalText File, string? Namespace, string? RootNamespace, string? ClientName, string? Visibility, string? AI, string? OpenApi)
{
    public static MarkedFile? Read(AdditionalText file, AnalyzerConfigOptionsProvider options)
    {
        AnalyzerConfigOptions metadata = options.GetOptions(file);
        if (!metadata.TryGetValue("build_metadata.AdditionalFiles.KlingGenSchema", out string? marked) || !string.Equals(marked, "true", StringComparison.OrdinalIgnoreCase))
            return null;

        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? rootNamespace);
        options.GlobalOptions.TryGetValue("build_property.KlingGenAI", out string? ai);
        options.GlobalOptions.TryGetValue("build_property.KlingGenOpenApi", out string? openApi);
        return new MarkedFile(
            file, Value(metadata, "KlingGenNamespace"), rootNamespace, Value(metadata, "KlingGenClientName"), Value(metadata, "KlingGenVisibility"), Value(metadata, "KlingGenAI") ?? ai,
            Value(metadata, "KlingGenOpenApi") ?? openApi);
    }

    private static string? Value(AnalyzerConfigOptions metadata, string name) =>
        metadata.TryGetValue("build_metadata.AdditionalFiles." + name, out string? value) && value.Length > 0 ? value : null;
}
