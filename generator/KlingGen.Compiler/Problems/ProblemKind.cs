namespace KlingGen.Compiler;

/// <summary>
/// A kind of problem. <see cref="All"/> is the one table of them: the severity of every problem, the generator's descriptors and the rules of
/// <c>klinggen check</c> come from it; the pages, the releases of the analyzer and the targets of the build are read beside it by a test.
/// </summary>
/// <param name="Id">The stable id, one of <see cref="ProblemIds"/>.</param>
/// <param name="Name">The id in words, such as <c>file-empty</c>.</param>
/// <param name="Title">What is wrong, in a few words without a full stop.</param>
/// <param name="Severity">How much it takes away.</param>
/// <param name="Category">The category of the diagnostic.</param>
/// <param name="IsOfBuild">Whether the build says it, before the compiler starts.</param>
public sealed record ProblemKind(string Id, string Name, string Title, ProblemSeverity Severity, string Category, bool IsOfBuild = false)
{
    private const string Schema = "KlingGen.Schema";
    private const string Options = "KlingGen.Options";

    private static readonly Dictionary<string, ProblemKind> s_byId;

    static ProblemKind() => s_byId = All.ToDictionary(static kind => kind.Id, StringComparer.Ordinal);

    /// <summary>Every kind, by id. A new one takes the highest id ever used plus one, and a page in <c>docs/diagnostics</c>.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        new(ProblemIds.FileMissing, "file-missing", "The schema file does not exist", ProblemSeverity.Error, Options, IsOfBuild: true),
        new(ProblemIds.FileEmpty, "file-empty", "The schema file is empty", ProblemSeverity.Error, Schema),
        new(ProblemIds.NotJson, "not-json", "The schema file is not JSON", ProblemSeverity.Error, Schema),
        new(ProblemIds.NotAnEndpoint, "not-an-endpoint", "The file is not the document of one endpoint", ProblemSeverity.Error, Schema),
        new(ProblemIds.UnresolvableReference, "unresolvable-reference", "A reference leads nowhere", ProblemSeverity.Warning, Schema),
        new(ProblemIds.UnknownKeyword, "unknown-keyword", "A keyword has no effect", ProblemSeverity.Warning, Schema),
        new(ProblemIds.MalformedSchema, "malformed-schema", "A part of the schema is malformed", ProblemSeverity.Warning, Schema),
        new(ProblemIds.DuplicateMember, "duplicate-member", "A member occurs twice", ProblemSeverity.Warning, Schema),
        new(ProblemIds.TooDeep, "too-deep", "A schema has no end", ProblemSeverity.Warning, Schema),
        new(ProblemIds.InvalidOption, "invalid-option", "Metadata of the schema item is not usable", ProblemSeverity.Error, Options),
        new(ProblemIds.UnsupportedPattern, "unsupported-pattern", "A pattern is not checked", ProblemSeverity.Warning, Schema),
        new(ProblemIds.DuplicateEndpoint, "duplicate-endpoint", "Two schema files give the same types", ProblemSeverity.Error, Options),
        new(ProblemIds.LockFile, "lock-file", "The lock file cannot be used", ProblemSeverity.Warning, Schema),
        new(ProblemIds.UncheckedRule, "unchecked-rule", "A rule is not checked", ProblemSeverity.Warning, Schema),
        new(ProblemIds.Contradiction, "contradiction", "Rules contradict each other", ProblemSeverity.Warning, Schema),
        new(ProblemIds.NestedTooDeep, "nested-too-deep", "The file is nested too deeply", ProblemSeverity.Error, Schema),
        new(ProblemIds.PatternMatchesNothing, "pattern-matches-nothing", "A pattern matches no file", ProblemSeverity.Warning, Options, IsOfBuild: true),
        new(ProblemIds.HiddenName, "hidden-name", "A name hides one that emitted code needs", ProblemSeverity.Warning, Options),
        new(ProblemIds.UnsupportedProject, "unsupported-project", "The project cannot use generated code", ProblemSeverity.Error, Options, IsOfBuild: true),
    ];

    /// <summary>The page about it, from the root of the repository.</summary>
    public string Page => HelpPages.PathOf(Id);

    /// <summary>The kind of an id.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="KeyNotFoundException">There is no such id.</exception>
    public static ProblemKind Of(string id) => s_byId[id];
}
