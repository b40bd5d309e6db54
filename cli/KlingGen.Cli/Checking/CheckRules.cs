using KlingGen.Cli.Output.Sarif;
using KlingGen.Compiler;

namespace KlingGen.Cli.Checking;

/// <summary>What <c>klinggen check</c> can say beyond the compiler's own problems. An id keeps its meaning for ever.</summary>
internal static class CheckRules
{
    public const string UnsoundOpenApi = "KLC001";
    public const string NameWithSuffix = "KLC002";
    public const string BrokenDefault = "KLC003";
    public const string BrokenExample = "KLC004";
    public const string ChangedByHand = "KLC005";
    public const string LockedFileMissing = "KLC006";
    public const string FileNotLocked = "KLC007";
    public const string LockUnreadable = "KLC008";
    public const string OtherEndpoint = "KLC009";
    public const string NotOfService = "KLC010";

    /// <summary>The rules of this command, then those of the compiler, each with its page.</summary>
    public static IReadOnlyList<SarifRule> All { get; } =
    [
        Own(UnsoundOpenApi, "unsound-openapi", "The file is not a sound OpenAPI document."),
        Own(NameWithSuffix, "name-with-suffix", "Two names of the schema want the same name in C#; one has a number behind it."),
        Own(BrokenDefault, "broken-default", "A default breaks its own schema."),
        Own(BrokenExample, "broken-example", "An example breaks its own schema."),
        Own(ChangedByHand, "changed-by-hand", "The file is not what was fetched."),
        Own(LockedFileMissing, "locked-file-missing", "The lock file names a file that does not exist."),
        Own(FileNotLocked, "file-not-locked", "The file has no entry in the lock file."),
        Own(LockUnreadable, "lock-unreadable", "The lock file cannot be read, or an entry of it."),
        Own(OtherEndpoint, "other-endpoint", "The file is the document of another endpoint than the lock file says."),
        Own(NotOfService, "not-of-service", "A document or a price of the lock file does not come from the service."),
        .. ProblemKind.All.Where(static kind => !kind.IsOfBuild).Select(static kind => new SarifRule(kind.Id, kind.Name, kind.Title + ".")),
    ];

    private static SarifRule Own(string id, string name, string title) => new(id, name, title);
}
