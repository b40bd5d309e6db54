namespace KlingGen.Cli.Output.Sarif;

/// <summary>What a rule means, for the list of rules.</summary>
internal sealed record SarifRule(string Id, string Name, string Title);

/// <summary>One finding.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
/// <param name="Message">One sentence.</param>
internal sealed record SarifResult(string RuleId, string Level, string Message)
{
    /// <summary>The file, absolute; null where there is none in the working tree.</summary>
    public string? Path { get; init; }

    /// <summary>Line and column, both from 1; null for the file as a whole.</summary>
    public (int Line, int Column)? Place { get; init; }

    /// <summary>The C# member, or null.</summary>
    public string? Member { get; init; }

    /// <summary>Further facts by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>Why it does not count; null where it does.</summary>
    public string? Suppression { get; init; }
}
