namespace KlingGen.Cli.Diagnosis;

/// <summary>How a check went.</summary>
internal enum FindingSeverity
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and will surprise somebody.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Error,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Check">The check, a stable word for scripts: <c>sdk</c>, <c>project</c>, <c>schemas</c>, <c>packages</c>, <c>lock</c>, <c>key</c>.</param>
/// <param name="Severity">How it went.</param>
/// <param name="What">What was seen, as a sentence.</param>
/// <param name="Remedy">What to do about it; null where nothing is to be done.</param>
internal sealed record Finding(string Check, FindingSeverity Severity, string What, string? Remedy = null)
{
    public static Finding Good(string check, string what) => new(check, FindingSeverity.Good, what);

    public static Finding Warning(string check, string what, string remedy) => new(check, FindingSeverity.Warning, what, remedy);

    public static Finding Error(string check, string what, string remedy) => new(check, FindingSeverity.Error, what, remedy);
}
