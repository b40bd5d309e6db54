using KlingGen.Compiler;
using Microsoft.CodeAnalysis;

namespace KlingGen.Generator.Diagnostics;

/// <summary>The compiler's kinds of problems as diagnostics. Their texts are the problems' own.</summary>
internal static class DiagnosticDescriptors
{
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } =
        ProblemKind.All.Where(static kind => !kind.IsOfBuild).ToDictionary(static kind => kind.Id, Of, StringComparer.Ordinal);

    private static DiagnosticDescriptor Of(ProblemKind kind) => new(
        kind.Id, kind.Title, "{0}", kind.Category, kind.Severity == ProblemSeverity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, isEnabledByDefault: true,
        description: HelpPages.Current.SentenceOf(kind.Id), helpLinkUri: HelpPages.Current.UriOf(kind.Id));
}
