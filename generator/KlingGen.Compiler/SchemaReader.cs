using KlingGen.Compiler.Json;
using KlingGen.Compiler.OpenApi;

namespace KlingGen.Compiler;

/// <summary>Reads the OpenAPI document of one endpoint into a model.</summary>
public static class SchemaReader
{
    /// <summary>Reads one schema file. Nothing in the file makes this throw: what cannot be used becomes a <see cref="Problem"/>.</summary>
    /// <param name="input">The file and its project's settings.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ReadResult Read(SchemaInput input, CancellationToken cancellationToken = default)
    {
        JsonDocument document = JsonDocument.Parse(input.Text, cancellationToken);
        var problems = new ProblemList(input.Path, document.Lines);
        EndpointSpec? endpoint = Read(input, document, problems, cancellationToken);
        return new ReadResult(endpoint, problems.ToArray());
    }

    private static EndpointSpec? Read(SchemaInput input, JsonDocument document, ProblemList problems, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(input.Text.TrimStart('\uFEFF')))
        {
            problems.Error(ProblemIds.FileEmpty, "The schema file is empty. Fetch the endpoint's OpenAPI document again.", 0, 0);
            return null;
        }
        if (document.Error is { } error)
        {
            problems.Error(ProblemIds.NotJson, $"The schema file is not JSON: {error.Message}.", error.Start, error.Length);
            return null;
        }
        foreach (JsonMember duplicate in document.Duplicates)
            problems.Warn(ProblemIds.DuplicateMember, $"The member '{duplicate.Name}' occurs twice in one object; the last one counts.", duplicate);

        if (!Options.Check(input, problems))
            return null;
        return EndpointPaths.Find(document, problems) is { } paths ? EndpointReader.Read(input, document, paths, problems, cancellationToken) : null;
    }
}
