using KlingGen.Comparison;

namespace KlingGen.Cli.Checking;

/// <summary>Something that <c>klinggen check</c> found.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Path">The file, absolute.</param>
/// <param name="Message">One sentence. Contains text of the schema, which is foreign.</param>
internal sealed record CheckFinding(string Rule, ChangeSeverity Severity, string Path, string Message)
{
    /// <summary>Line and column, both from 1; null for the file as a whole.</summary>
    public (int Line, int Column)? Place { get; init; }

    /// <summary>The JSON pointer of what was found, where it is one value.</summary>
    public string? Pointer { get; init; }
}
