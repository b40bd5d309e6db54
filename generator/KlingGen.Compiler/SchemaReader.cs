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
        EndpointSpec? endpoint = Read(input, document, problems, out _, cancellationToken);
        return new ReadResult(endpoint, problems.ToArray());
    }

    /// <summary>Reads one schema file like <see cref="Read(SchemaInput, CancellationToken)"/>, and keeps where each part of the model stands in it.</summary>
    /// <param name="input">The file and its project's settings.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PlacedReadResult ReadWithPlaces(SchemaInput input, CancellationToken cancellationToken = default)
    {
        JsonDocument document = JsonDocument.Parse(input.Text, cancellationToken);
        var problems = new ProblemList(input.Path, document.Lines);
        EndpointSpec? endpoint = Read(input, document, problems, out Func<SchemaPlaces>? places, cancellationToken);
        return new PlacedReadResult(endpoint, problems.ToArray(), places?.Invoke());
    }

    private static EndpointSpec? Read(SchemaInput input, JsonDocument document, ProblemList problems, out Func<SchemaPlaces>? places, CancellationToken cancellationToken)
    {
        places = null;
        if (string.IsNullOrWhiteSpace(input.Text.TrimStart('\uFEFF')))
        {
            problems.Add(ProblemIds.FileEmpty, "The schema file is empty. Fetch the endpoint's OpenAPI document again.", 0, 0);
            return null;
        }
        if (document.Error is { } error)
        {
            problems.Add(ProblemIds.NotJson, $"The schema file is not JSON: {error.Message}.", error.Start, error.Length);
            return null;
        }
        if (problems.IsTooDeep(document))
            return null;
        foreach (JsonMember duplicate in document.Duplicates)
            problems.Add(ProblemIds.DuplicateMember, $"The member '{duplicate.Name}' occurs twice in one object; the last one counts.", duplicate);

        if (!Options.Check(input, problems))
            return null;
        return EndpointPaths.Find(document, problems) is { } paths ? EndpointReader.Read(input, document, paths, problems, out places, cancellationToken) : null;
    }
}
