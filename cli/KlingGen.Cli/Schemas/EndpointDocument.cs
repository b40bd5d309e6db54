using KlingGen.Compiler;

namespace KlingGen.Cli.Schemas;

/// <summary>A document of one endpoint that has passed every check.</summary>
/// <param name="EndpointId">The endpoint, as the document itself names it.</param>
/// <param name="Form">The text to keep.</param>
/// <param name="Warnings">What the reader leaves out of the generated code, and why.</param>
internal sealed record EndpointDocument(string EndpointId, CanonicalForm Form, IReadOnlyList<Problem> Warnings)
{
    /// <summary>Checks a text that is to be kept: one endpoint in the eyes of our reader, and an OpenAPI document in the eyes of another.</summary>
    /// <inheritdoc cref="Read"/>
    public static EndpointDocument ReadToKeep(string name, string text, CancellationToken cancellationToken)
    {
        EndpointDocument document = Read(name, text, cancellationToken);
        SecondOpinion.Check(name, text);
        return document;
    }

    /// <summary>Checks a text: JSON, and one endpoint.</summary>
    /// <param name="name">The text, as named in sentences: a file or an address.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends the checking early.</param>
    /// <exception cref="CliException">The text is not such a document.</exception>
    public static EndpointDocument Read(string name, string text, CancellationToken cancellationToken)
    {
        CanonicalResult canonical = CanonicalForm.Of(name, text, cancellationToken);
        if (canonical.Form is not { } form)
            throw Refused(name, canonical.Problems);

        ReadResult read = SchemaReader.Read(new SchemaInput(name, text), cancellationToken);
        if (read.Endpoint is not { } endpoint)
            throw Refused(name, read.Problems);
        if (!EndpointIds.IsSound(endpoint.EndpointId))
            throw CliException.Unusable($"{name}: its paths are those of '{EndpointIds.Shown(endpoint.EndpointId)}', which is not an endpoint id. Fetch the document again from the service.");
        return new EndpointDocument(endpoint.EndpointId, form, [.. read.Problems]);
    }

    /// <summary>The model of the document in a project.</summary>
    /// <param name="rootNamespace">The project's root namespace.</param>
    /// <param name="price">The price to compile in.</param>
    public EndpointSpec Model(string? rootNamespace, LockPrice? price) =>
        SchemaReader.Read(new SchemaInput(EndpointId, Form.Text, RootNamespace: rootNamespace)).Endpoint! with { Price = price };

    private static CliException Refused(string name, IEnumerable<Problem> problems)
    {
        Problem problem = problems.First(static problem => problem.Severity == ProblemSeverity.Error);
        return CliException.Unusable(Sentences.At(name, problem));
    }
}
