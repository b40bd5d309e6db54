using KlingGen.Cli.Schemas;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Checking;

/// <summary>Everything about one schema file that needs no other file.</summary>
internal static class DocumentCheck
{
    /// <param name="path">The file, absolute.</param>
    /// <param name="shown">The file as people know it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="cancellationToken">Ends the checking early.</param>
    public static IReadOnlyList<CheckFinding> Run(string path, string shown, string text, CancellationToken cancellationToken)
    {
        PlacedReadResult read = SchemaReader.ReadWithPlaces(new SchemaInput(path, text), cancellationToken);
        var findings = new List<CheckFinding>();
        findings.AddRange(read.Problems.Select(problem => new CheckFinding(problem.Id, problem.Severity == ProblemSeverity.Error ? ChangeSeverity.Error : ChangeSeverity.Warning, path, problem.Message) { Place = (problem.Line, problem.Column) }));
        if (read.Endpoint is not { } endpoint)
            return findings;

        try
        {
            SecondOpinion.Check(shown, text);
        }
        catch (CliException unsound)
        {
            findings.Add(new CheckFinding(CheckRules.UnsoundOpenApi, ChangeSeverity.Error, path, unsound.Message));
        }
        findings.AddRange(NameCheck.Run(path, endpoint, read.Places!));
        findings.AddRange(ValueCheck.Run(path, text, cancellationToken));
        return findings;
    }
}
