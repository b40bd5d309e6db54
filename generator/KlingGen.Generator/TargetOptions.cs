using KlingGen.Generator.Inputs;
using Microsoft.CodeAnalysis;

namespace KlingGen.Generator;

/// <summary>What the target framework of the project lacks. The targets of the package decide; see KlingGen.targets.</summary>
internal static class TargetOptions
{
    /// <summary>Whether interfaces have no static members there.</summary>
    public static IncrementalValueProvider<bool> UsesInstances(IncrementalGeneratorInitializationContext context) => Option(context, "KlingGenUsesInstances")
        .WithTrackingName(TrackingNames.Instances);

    /// <summary>The types that the compiler needs for emitted code and that neither the framework nor the project has.</summary>
    public static IncrementalValueProvider<int> MissingTypes(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<bool> wanted = Option(context, "KlingGenUsesInstances").Combine(Option(context, "KlingGenLanguageTypes")).Select(static (pair, _) => pair.Left && pair.Right);
        return context.CompilationProvider
            .Combine(wanted)
            .Select(static (pair, _) => pair.Right ? LanguageTypes.Find(pair.Left) : 0)
            .WithTrackingName(TrackingNames.MissingTypes);
    }

    private static IncrementalValueProvider<bool> Option(IncrementalGeneratorInitializationContext context, string name) => context.AnalyzerConfigOptionsProvider
        .Select((options, _) => options.GlobalOptions.TryGetValue("build_property." + name, out string? value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
}
