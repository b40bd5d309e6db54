namespace KlingGen.Compiler;

/// <summary>The ids of everything that can be said about a schema file. One page each in <c>docs/diagnostics</c>.</summary>
public static class ProblemIds
{
    /// <summary>The file does not exist (said by the build, before the compiler starts).</summary>
    public const string FileMissing = "KLG0001";

    /// <summary>The file is empty, or cannot be read.</summary>
    public const string FileEmpty = "KLG0002";

    /// <summary>The file is not JSON.</summary>
    public const string NotJson = "KLG0003";

    /// <summary>The file is JSON, but not the document of one endpoint.</summary>
    public const string NotAnEndpoint = "KLG0004";

    /// <summary>A <c>$ref</c> leads nowhere.</summary>
    public const string UnresolvableReference = "KLG0005";

    /// <summary>A schema uses a keyword that this generator does not know.</summary>
    public const string UnknownKeyword = "KLG0006";

    /// <summary>A keyword has a value of the wrong kind, or contradicts its neighbours.</summary>
    public const string MalformedSchema = "KLG0007";

    /// <summary>A member name occurs twice in one object.</summary>
    public const string DuplicateMember = "KLG0008";

    /// <summary>A schema contains itself without an object in between, or is nested too deeply.</summary>
    public const string TooDeep = "KLG0009";

    /// <summary>Metadata of the KlingGenSchema item is not usable.</summary>
    public const string InvalidOption = "KLG0010";

    /// <summary>A pattern cannot be checked before the call.</summary>
    public const string UnsupportedPattern = "KLG0011";

    /// <summary>Two schema files would give the same types in the same namespace.</summary>
    public const string DuplicateEndpoint = "KLG0012";

    /// <summary>The lock file beside the schemas cannot be used, or an entry of it.</summary>
    public const string LockFile = "KLG0013";

    /// <summary>A rule is understood, but not checked before the call where it stands.</summary>
    public const string UncheckedRule = "KLG0014";

    /// <summary>Parts of a schema contradict each other: no value can keep all of them.</summary>
    public const string Contradiction = "KLG0015";

    /// <summary>Objects and arrays of the file lie too deep within one another.</summary>
    public const string NestedTooDeep = "KLG0017";

    /// <summary>A pattern of the project matches no file (said by the build, before the compiler starts).</summary>
    public const string PatternMatchesNothing = "KLG0018";

    /// <summary>A name in the consumer's code hides one that emitted code means.</summary>
    public const string HiddenName = "KLG0019";

    /// <summary>The language, its version or the target framework of the project cannot use emitted code (said by the build, before the compiler starts).</summary>
    public const string UnsupportedProject = "KLG0020";
}
