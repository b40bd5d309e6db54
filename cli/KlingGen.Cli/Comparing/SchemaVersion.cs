using KlingGen.Compiler;

namespace KlingGen.Cli.Comparing;

/// <summary>One side of a comparison.</summary>
/// <param name="Label">What people call it: a path, a revision with a path, the service.</param>
/// <param name="Path">The file in the working tree, absolute; null where it is none.</param>
/// <param name="Endpoint">The model.</param>
/// <param name="Places">Where its parts stand in the text.</param>
internal sealed record SchemaVersion(string Label, string? Path, EndpointSpec Endpoint, SchemaPlaces Places)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="CliException">The text is not the document of an endpoint.</exception>
    public static SchemaVersion Read(string label, string? path, string text, LockPrice? price, CancellationToken cancellationToken)
    {
        PlacedReadResult read = SchemaReader.ReadWithPlaces(new SchemaInput(label, text), cancellationToken);
        if (read.Endpoint is { } endpoint)
            return new SchemaVersion(label, path, endpoint with { Price = price }, read.Places!);
        Problem problem = read.Problems.First(static problem => problem.Severity == ProblemSeverity.Error);
        throw CliException.Unusable(Sentences.At(label, problem));
    }
}
