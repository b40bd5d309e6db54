using KlingGen.Compiler;
using Microsoft.CodeAnalysis;

namespace KlingGen.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator. A new one takes the highest id ever used plus one, and a page in <c>docs/diagnostics</c>.</summary>
internal static class DiagnosticDescriptors
{
    private const string Schema = "KlingGen.Schema";
    private const string Options = "KlingGen.Options";

    private static readonly DiagnosticDescriptor s_fileEmpty = new(
        id: ProblemIds.FileEmpty, title: "The schema file is empty", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.FileEmpty));

    private static readonly DiagnosticDescriptor s_notJson = new(
        id: ProblemIds.NotJson, title: "The schema file is not JSON", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.NotJson));

    private static readonly DiagnosticDescriptor s_notAnEndpoint = new(
        id: ProblemIds.NotAnEndpoint, title: "The file is not the document of one endpoint", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.NotAnEndpoint));

    private static readonly DiagnosticDescriptor s_unresolvableReference = new(
        id: ProblemIds.UnresolvableReference, title: "A reference leads nowhere", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.UnresolvableReference));

    private static readonly DiagnosticDescriptor s_unknownKeyword = new(
        id: ProblemIds.UnknownKeyword, title: "A keyword has no effect", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.UnknownKeyword));

    private static readonly DiagnosticDescriptor s_malformedSchema = new(
        id: ProblemIds.MalformedSchema, title: "A part of the schema is malformed", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.MalformedSchema));

    private static readonly DiagnosticDescriptor s_duplicateMember = new(
        id: ProblemIds.DuplicateMember, title: "A member occurs twice", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.DuplicateMember));

    private static readonly DiagnosticDescriptor s_tooDeep = new(
        id: ProblemIds.TooDeep, title: "A schema has no end", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.TooDeep));

    private static readonly DiagnosticDescriptor s_invalidOption = new(
        id: ProblemIds.InvalidOption, title: "Metadata of the schema item is not usable", messageFormat: "{0}", category: Options,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.InvalidOption));

    private static readonly DiagnosticDescriptor s_unsupportedPattern = new(
        id: ProblemIds.UnsupportedPattern, title: "A pattern is not checked", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.UnsupportedPattern));

    private static readonly DiagnosticDescriptor s_duplicateEndpoint = new(
        id: ProblemIds.DuplicateEndpoint, title: "Two schema files give the same types", messageFormat: "{0}", category: Options,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.DuplicateEndpoint));

    private static readonly DiagnosticDescriptor s_lockFile = new(
        id: ProblemIds.LockFile, title: "The lock file cannot be used", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.LockFile));

    private static readonly DiagnosticDescriptor s_uncheckedRule = new(
        id: ProblemIds.UncheckedRule, title: "A rule is not checked", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.UncheckedRule));

    private static readonly DiagnosticDescriptor s_contradiction = new(
        id: ProblemIds.Contradiction, title: "Rules contradict each other", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.Contradiction));

    private static readonly DiagnosticDescriptor s_nestedTooDeep = new(
        id: ProblemIds.NestedTooDeep, title: "The file is nested too deeply", messageFormat: "{0}", category: Schema,
        defaultSeverity: DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.NestedTooDeep));

    private static readonly DiagnosticDescriptor s_hiddenName = new(
        id: ProblemIds.HiddenName, title: "A name hides one that emitted code needs", messageFormat: "{0}", category: Options,
        defaultSeverity: DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help(ProblemIds.HiddenName));

    public static IReadOnlyDictionary<string, DiagnosticDescriptor> ById { get; } = new[]
    {
        s_fileEmpty, s_notJson, s_notAnEndpoint, s_unresolvableReference, s_unknownKeyword, s_malformedSchema, s_duplicateMember, s_tooDeep,
        s_invalidOption, s_unsupportedPattern, s_duplicateEndpoint, s_lockFile, s_uncheckedRule, s_contradiction, s_nestedTooDeep, s_hiddenName,
    }.ToDictionary(static descriptor => descriptor.Id, StringComparer.Ordinal);

    private static string Help(string id) => $"docs/diagnostics/{id}.md";
}
